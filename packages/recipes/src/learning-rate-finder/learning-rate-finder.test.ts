import { createEngine } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import { memory } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { freeze } from '../freeze/freeze'
import { photoPasses } from '../test-support/photo-passes'
import { redOrNot, smallModel } from '../test-support/small-model'
import { findLearningRate } from './find-learning-rate'
import { SmoothedLosses } from './rate-trial'
import { suggestLearningRate } from './suggest-learning-rate'

it.each(['wasm', 'onnx'] as const)('finds a rate with %s and leaves everything as it was', async (name) => {
  const engine = await createEngine({ engine: name })
  const { base, model } = smallModel()
  freeze(base)
  const before = model.getWeights().map((weight) => weight.dataSync().slice())
  const train = photoPasses({ photos: 64, batchSize: 8 })
  const place = train.state!()
  const tensors = memory().numTensors
  const options = { ...{ engine, train, optimizer: sgd() }, from: 1e-4, to: 100 }
  const { trials, suggestion } = await findLearningRate(model, options)
  expect(trials[0].learningRate).toBeCloseTo(1e-4, 10)
  expect(suggestion).toBeGreaterThan(1e-3)
  expect(suggestion).toBeLessThan(10)
  expect(train.state!()).toEqual(place)
  expect(memory().numTensors).toBe(tensors)
  expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before)
  // The same again: dropout stands where it stood, too.
  expect(await findLearningRate(model, options)).toEqual({ trials, suggestion })
  model.dispose()
})

it('ends where the loss explodes, and tells of each step', async () => {
  const engine = await createEngine({ engine: 'wasm' })
  const { model } = smallModel()
  const told: number[] = []
  const { trials } = await findLearningRate(model, {
    ...{ engine, train: redOrNot(), optimizer: sgd(), from: 1e-3, to: 1e9 },
    onTrial: ({ learningRate }) => told.push(learningRate),
  })
  expect(trials.length).toBeLessThan(100)
  expect(told).toEqual(trials.map(({ learningRate }) => learningRate))
  model.dispose()
})

it('suggests the steepest fall before the lowest point, or nothing', () => {
  const losses = new SmoothedLosses(0)
  // Level, then down between 1e-3 and 1e-2, slowly on, then up.
  const curve = (log: number) =>
    log < -3 ? 1 : log < -2 ? 1 - 0.6 * (log + 3) : log < -1 ? 0.4 - 0.1 * (log + 2) : 5
  for (let log = -5; log < 0; log += 0.05) losses.add(10 ** log, curve(log))
  const suggestion = suggestLearningRate(losses.trials)!
  expect(suggestion).toBeGreaterThan(1e-3)
  expect(suggestion).toBeLessThan(1e-2)
  const rising = new SmoothedLosses(0)
  for (let at = 1; at < 30; at++) rising.add(at, at)
  expect(suggestLearningRate(rising.trials)).toBeUndefined()
})

it('refuses rates that do not rise', async () => {
  const engine = await createEngine({ engine: 'wasm' })
  const { model } = smallModel()
  await expect(findLearningRate(model, { engine, train: redOrNot(), from: 1, to: 0.1 })).rejects.toThrow(
    /to must be above from, 1/,
  )
  model.dispose()
})
