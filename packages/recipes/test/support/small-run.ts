import type { BatchSource } from '@graft-ml/core'
import { createEngine, type Engine } from '@graft-ml/engine'
import { rmsprop } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { type FitOptions, type FitResult, fineTune, freeze, unfreezeAfter } from '../../src/index'
import { redOrNot, smallModel } from '../../src/test-support/small-model'

let engine: Promise<Engine> | undefined

export function smallEngine(): Promise<Engine> {
  engine ??= createEngine({ engine: 'cpu' })
  return engine
}

/** What a run gave, with all weights of its model. */
export interface SmallRun extends FitResult {
  readonly weights: readonly number[][]
}

/** Fine-tunes a new small model: two epochs of three steps, two steps of validation, unless told otherwise. */
export async function smallRun(options: Partial<FitOptions> = {}): Promise<SmallRun> {
  // First the engine: models are built on its backend.
  const defaults = await smallOptions()
  const { base, model } = smallModel()
  try {
    freeze(base)
    unfreezeAfter(base, 'stem')
    const result = await fineTune(model, { ...defaults, ...options })
    return { ...result, weights: weightsOf(model) }
  } finally {
    model.dispose()
  }
}

export async function smallOptions(): Promise<FitOptions> {
  return {
    engine: await smallEngine(),
    train: redOrNot({ batches: 3, batchSize: 4 }),
    validation: redOrNot({ seed: 2, batches: 2, batchSize: 4 }),
    epochs: 2,
    optimizer: rmsprop({ learningRate: 0.01 }),
  }
}

/** In the order of the layers: that of `model.weights` depends on what is frozen. */
export function weightsOf(model: LayersModel): number[][] {
  return model.layers.flatMap((layer) => layer.weights).map((weight) => [...weight.read().dataSync()])
}

/** The same pictures, but those of one batch, counted from 0 over all passes, are what `value` says. */
export function spoilt(source: BatchSource, at: number, value: number): BatchSource {
  let batches = 0
  return {
    batchesPerEpoch: source.batchesPerEpoch,
    async *[Symbol.asyncIterator]() {
      for await (const batch of source) {
        const { shape, data } = batch.images
        yield batches++ === at ? { ...batch, images: { shape, data: data.map(() => value) } } : batch
      }
    },
  }
}
