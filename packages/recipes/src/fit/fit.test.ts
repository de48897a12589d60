import type { TrainingEvent } from '@graft-ml/core'
import { createEngine, type Engine } from '@graft-ml/engine'
import { rmsprop, sgd } from '@graft-ml/keras'
import { memory } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { LambdaCallback } from '../callbacks/lambda-callback'
import { freeze, unfreezeAfter } from '../freeze/freeze'
import { redOrNot, smallModel } from '../test-support/small-model'
import { featureExtraction } from './feature-extraction'
import { fineTune } from './fine-tune'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'wasm' })
})

const quick = rmsprop({ learningRate: 0.05 })

/** All weights of the layers whose name begins so. */
function weightsOf(model: LayersModel, prefix: string): number[][] {
  return model.layers
    .filter((layer) => layer.name.startsWith(prefix))
    .flatMap((layer) => layer.weights.map((weight) => [...weight.read().dataSync()]))
}

describe('featureExtraction', () => {
  it('learns with the head alone and leaves the trunk as it was', async () => {
    const { base, model } = smallModel()
    freeze(base)
    const before = [...weightsOf(model, 'stem'), ...weightsOf(model, 'mixed')]
    const { history, seconds, reason } = await featureExtraction(model, {
      engine,
      train: redOrNot(),
      validation: redOrNot({ seed: 2, batches: 2 }),
      epochs: 12,
      optimizer: quick,
    })
    expect(reason).toBe('completed')
    expect(Object.keys(history)).toEqual(['loss', 'acc', 'val_loss', 'val_acc'])
    expect(seconds).toHaveLength(12)
    expect(history.val_loss[11]).toBeLessThan(0.8 * history.val_loss[0])
    expect(history.val_acc[11]).toBeGreaterThan(0.9)
    expect([...weightsOf(model, 'stem'), ...weightsOf(model, 'mixed')]).toEqual(before)
    model.dispose()
  })

  it('gives the same run for the same seed', async () => {
    const run = async () => {
      const { base, model } = smallModel()
      freeze(base)
      const { history } = await featureExtraction(model, {
        engine,
        train: redOrNot(),
        epochs: 2,
        optimizer: quick,
      })
      model.dispose()
      return history
    }
    expect(await run()).toEqual(await run())
  })

  it('refuses a model of which nothing is frozen', async () => {
    const { model } = smallModel()
    await expect(featureExtraction(model, { engine, train: redOrNot() })).rejects.toMatchObject({
      code: 'NOTHING_FROZEN',
    })
    model.dispose()
  })

  it('refuses a model of which everything is frozen', async () => {
    const { model } = smallModel()
    freeze(model)
    await expect(featureExtraction(model, { engine, train: redOrNot() })).rejects.toMatchObject({
      code: 'NOTHING_TO_TRAIN',
    })
    model.dispose()
  })
})

describe('fineTune', () => {
  it('moves the unfrozen block and its averages, and nothing before it', async () => {
    const { base, model } = smallModel()
    freeze(base)
    unfreezeAfter(base, 'stem')
    const stem = weightsOf(model, 'stem')
    const [kernel, beta, mean, variance] = weightsOf(model, 'mixed')
    const { history } = await fineTune(model, {
      engine,
      train: redOrNot(),
      epochs: 8,
      optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
    })
    expect(history.loss[7]).toBeLessThan(0.7 * history.loss[0])
    expect(weightsOf(model, 'stem')).toEqual(stem)
    const after = weightsOf(model, 'mixed')
    for (const [index, old] of [kernel, beta, mean, variance].entries()) expect(after[index]).not.toEqual(old)
    model.dispose()
  })
})

describe('the training loop', () => {
  it('tells what happens in order, with running means', async () => {
    const { base, model } = smallModel()
    freeze(base)
    const events: TrainingEvent[] = []
    await featureExtraction(model, {
      engine,
      train: redOrNot({ batches: 2 }),
      validation: redOrNot({ batches: 1 }),
      epochs: 2,
      onEvent: (event) => events.push(event),
    })
    const epoch = ['epoch-begin', 'step', 'step', 'step', 'epoch-end']
    expect(events.map((event) => event.type)).toEqual(['phase-begin', ...epoch, ...epoch, 'phase-end'])
    const steps = events.filter((event) => event.type === 'step')
    expect(steps.slice(0, 3).map(({ stage, step, steps }) => [stage, step, steps])).toEqual([
      ['train', 0, 2],
      ['train', 1, 2],
      ['validate', 0, 1],
    ])
    model.dispose()
  })

  it('reads a finite source again when an epoch asks for more', async () => {
    const { base, model } = smallModel()
    freeze(base)
    let steps = 0
    const count = new LambdaCallback({
      onStepEnd: () => {
        steps++
      },
    })
    await featureExtraction(model, {
      engine,
      train: redOrNot({ batches: 2 }),
      stepsPerEpoch: 5,
      epochs: 1,
      callbacks: [count],
    })
    expect(steps).toBe(5)
    model.dispose()
  })

  it('names an empty source', async () => {
    const { base, model } = smallModel()
    freeze(base)
    const train = { batchesPerEpoch: 1, async *[Symbol.asyncIterator]() {} }
    await expect(featureExtraction(model, { engine, train })).rejects.toMatchObject({ code: 'NO_BATCHES' })
    model.dispose()
  })

  it('stops at a loss that is not finite and keeps finite weights', async () => {
    const { base, model } = smallModel()
    freeze(base)
    const { reason, history } = await featureExtraction(model, {
      engine,
      train: redOrNot(),
      epochs: 3,
      optimizer: sgd({ learningRate: 1e38 }),
    })
    expect(reason).toBe('not-a-number')
    expect(history).toEqual({})
    const weights = model.layers.flatMap((layer) => layer.weights.map((weight) => weight.read().dataSync()))
    expect(weights.every((values) => values.every(Number.isFinite))).toBe(true)
    model.dispose()
  })

  it('ends after the running step when aborted, and leaves nothing behind', async () => {
    const { base, model } = smallModel()
    freeze(base)
    const interruption = new AbortController()
    let steps = 0
    const { reason } = await featureExtraction(model, {
      engine,
      train: redOrNot(),
      epochs: 3,
      signal: interruption.signal,
      onEvent: (event) => {
        if (event.type === 'step' && ++steps === 2) interruption.abort()
      },
    })
    expect(reason).toBe('aborted')
    expect(steps).toBe(2)
    model.dispose()
  })

  it('holds as many tensors after an epoch as after the one before, and none when it is over', async () => {
    const { base, model } = smallModel()
    freeze(base)
    unfreezeAfter(base, 'stem')
    const before = memory().numTensors
    const counts: number[] = []
    await fineTune(model, {
      engine,
      train: redOrNot(),
      validation: redOrNot({ batches: 2 }),
      epochs: 4,
      callbacks: [
        new LambdaCallback({
          onEpochEnd: () => {
            counts.push(memory().numTensors)
          },
        }),
      ],
    })
    expect(new Set(counts.slice(1)).size).toBe(1)
    expect(memory().numTensors).toBe(before)
    model.dispose()
  })
})
