import type { BatchSource } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import { adam } from '@graft-ml/keras'
import { EarlyStopping, evaluate, fineTune, unfreezeAfter } from '@graft-ml/recipes'
import type { LayersModel } from '@tensorflow/tfjs-layers'

export interface FineTuneOptions {
  readonly engine: Engine
  readonly train: BatchSource
  readonly validation: BatchSource
  readonly epochs?: number
}

/** Lets the last blocks of the trunk grow with a head that is trained already. */
export async function fineTuneTop(model: LayersModel, trunk: LayersModel, options: FineTuneOptions) {
  const { engine, train, validation, epochs = 10 } = options
  // #region fine-tune
  const loss = 'categoricalCrossentropy'
  const before = await evaluate(model, { engine, data: validation, loss })

  // mixed7 and what follows; BatchNormalization goes on with the averages that it came with.
  unfreezeAfter(trunk, 'mixed6', { keepNormalization: true })

  // No epoch better than the head alone? Then the head alone comes back.
  const stop = new EarlyStopping({ patience: 3, restoreBestWeights: true, initialValue: before.loss })
  const { history } = await fineTune(model, {
    ...{ engine, train, validation, loss, epochs },
    optimizer: adam({ learningRate: 0.00003 }),
    callbacks: [stop],
  })
  const after = await evaluate(model, { engine, data: validation, loss })
  // #endregion fine-tune
  return { history, before, after }
}

/** The same with features that are made once: for many epochs, in minutes. */
export async function fineTunePooled(model: LayersModel, trunk: LayersModel, options: FineTuneOptions) {
  const { engine, train, validation, epochs = 50 } = options
  unfreezeAfter(trunk, 'mixed6', { keepNormalization: true })
  const loss = 'categoricalCrossentropy'
  // #region pooled
  // Five changed variants of each photo go through the frozen trunk once, and serve all epochs.
  const { pooled } = await fineTune(model, {
    engine,
    train,
    validation,
    loss,
    epochs,
    pooled: { variants: 5 },
  })
  // #endregion pooled
  return pooled
}
