import { createEngine, type Engine, type WeightSnapshot } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import { beforeAll, describe, expect, it } from 'vitest'
import { featureExtraction } from '../fit/feature-extraction'
import { freeze } from '../freeze/freeze'
import { warmUp } from '../schedules/warm-up'
import { photoPasses } from '../test-support/photo-passes'
import { smallModel } from '../test-support/small-model'
import { temporaryFolder } from '../test-support/temporary-folder'
import { BackupAndRestore } from './backup-and-restore'
import type { Callback } from './callback'
import { LambdaCallback } from './lambda-callback'
import { StepScheduler } from './step-scheduler'
import { WeightAveraging } from './weight-averaging'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'onnx' })
})

async function train(callbacks: Callback[], signal?: AbortSignal) {
  const { base, model } = smallModel()
  freeze(base)
  const { history } = await featureExtraction(model, {
    ...{ engine, callbacks, signal, epochs: 3, optimizer: sgd({ learningRate: 0.5 }) },
    train: photoPasses(),
    validation: photoPasses({ shuffle: false }),
  })
  const weights = model.getWeights().map((weight) => weight.dataSync().slice())
  model.dispose()
  return { history, weights }
}

/** Records the weights after every step, and those that each validation saw. */
function recorder() {
  const steps: WeightSnapshot[] = []
  const validations: WeightSnapshot[] = []
  const callback = new LambdaCallback({
    onTrainBegin: async (context) => void steps.push(await context.snapshot()),
    onStepEnd: async (context) => void steps.push(await context.snapshot()),
    onEpochEnd: async (context) => void validations.push(await context.snapshot()),
  })
  return { callback, steps, validations }
}

describe('WeightAveraging', () => {
  it('validates and ends with the average, and trains on as if it were not there', async () => {
    const plain = recorder()
    await train([plain.callback])
    const averaged = recorder()
    const { weights } = await train([new WeightAveraging({ decay: 0.5 }), averaged.callback])
    expect(averaged.steps).toEqual(plain.steps)
    const expected = plain.steps[0].map((array) => [...array])
    for (const [place, array] of expected.entries())
      for (const [taken, step] of plain.steps.slice(1).entries()) {
        const decay = Math.min(0.5, (1 + taken) / (10 + taken))
        for (const [at, value] of step[place].entries()) array[at] = decay * array[at] + (1 - decay) * value
      }
    const last = averaged.validations.at(-1)!
    for (const [place, array] of expected.entries())
      for (const [at, value] of array.entries()) expect(last[place][at]).toBeCloseTo(value, 6)
    for (const array of last) expect(weights).toContainEqual(array)
    expect(averaged.validations[0]).not.toEqual(plain.validations[0])
  })

  it('takes weights less often with a decay that makes up for it', async () => {
    const often = await train([new WeightAveraging({ decay: 0.99 })])
    const rarely = await train([new WeightAveraging({ decay: 0.99, every: 3 })])
    expect(rarely.history.val_loss[2]).toBeCloseTo(often.history.val_loss[2], 2)
    expect(() => new WeightAveraging({ every: 0 })).toThrow(/every must be a whole number, 1 or above/)
    expect(() => new WeightAveraging({ decay: 1.5 })).toThrow(/decay must be a number from 0 to 1/)
  })
})

it('averages and schedules go on after an interruption as if there had been none', async () => {
  const callbacks = () => [new WeightAveraging({ decay: 0.8 }), new StepScheduler(warmUp({ epochs: 2 }))]
  const whole = await train(callbacks())
  expect(whole.history.learning_rate.map((rate) => Number(rate.toFixed(4)))).toEqual([0.25, 0.5, 0.5])
  for (const [epoch, step] of [
    [1, 1],
    [0, 2],
  ]) {
    const folder = await temporaryFolder()
    const backup = () => new BackupAndRestore({ folder, saveFrequency: 1 })
    const controller = new AbortController()
    const stopper = new LambdaCallback({
      onStepEnd: (context, at) => {
        if (context.epoch === epoch && at === step) controller.abort()
      },
    })
    await train([...callbacks(), backup(), stopper], controller.signal)
    const resumed = await train([...callbacks(), backup()])
    expect(resumed.weights).toEqual(whole.weights)
    expect(resumed.history).toEqual(whole.history)
  }
})
