import { memory } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../../create-engine'
import type { Engine, PreparedModel } from '../../engine'
import { LOSSES, trainOneStep } from './train-one-step'

it('expects what gradient descent gives by hand', () => {
  const pictures = [0.5, 1]
  const labels = [1, 0]
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const probabilities = (weight: number, bias: number) => pictures.map((x) => sigmoid(2 * weight * x + bias))
  const loss = ([first, second]: number[]) => -(Math.log(first!) + Math.log(1 - second!)) / 2

  const before = probabilities(1, 0)
  const errors = before.map((probability, index) => (probability - labels[index]!) / 2)
  const weightGradient = errors.reduce((sum, error, index) => sum + error * pictures[index]!, 0)
  const biasGradient = errors.reduce((sum, error) => sum + error, 0)
  const after = probabilities(1 - 0.5 * weightGradient, -0.5 * biasGradient)
  expect(LOSSES[0]).toBeCloseTo(loss(before), 6)
  expect(LOSSES[1]).toBeCloseTo(loss(after), 6)
})

describe.each(['cpu', 'wasm', 'onnx'] as const)('trainOneStep on %s', (name) => {
  it('passes, and leaves nothing in memory', async () => {
    const engine = await createEngine({ engine: name })
    await trainOneStep(engine)
    const { numTensors } = memory()
    await trainOneStep(engine)
    expect(memory().numTensors).toBe(numTensors)
  })

  it.each([
    ['a forward pass that is a little wrong', { run: 1.002 }],
    ['an update that does nothing', { evaluate: LOSSES[0]! / LOSSES[1]! }],
    ['losses that are not numbers', { run: NaN }],
  ])('fails for %s', async (_, factors) => {
    const engine = spoil(await createEngine({ engine: name }), factors)
    await expect(trainOneStep(engine)).rejects.toThrow(
      /^It computes wrong numbers: losses of .* not 1\.220095 and/,
    )
  })
})

it('fails where onnxruntime leaves the training to another engine', async () => {
  const engine = await createEngine({ engine: 'onnx' })
  const deserted: Engine = {
    ...engine,
    prepareTraining: async (model, specification) => {
      const prepared = await engine.prepareTraining(model, specification)
      return { ...prepared, step: alter(prepared.step, { notes: ['It is too hot.'] }) }
    },
  }
  await expect(trainOneStep(deserted)).rejects.toThrow(
    'It leaves training to onnxruntime-node: It is too hot.',
  )
})

/** The same engine, whose losses come out multiplied. */
function spoil(engine: Engine, { run = 1, evaluate = 1 }: { run?: number; evaluate?: number }): Engine {
  return {
    ...engine,
    prepareTraining: async (model, specification) => {
      const prepared = await engine.prepareTraining(model, specification)
      const { step } = prepared
      const spoiled = alter(step, {
        run: async (...batch) => scaled(await step.run(...batch), run),
        evaluate: async (...batch) => scaled(await step.evaluate(...batch), evaluate),
      })
      return { ...prepared, step: spoiled }
    },
  }
}

type Step = PreparedModel['step']

function alter(step: Step, changes: Partial<Step>): Step {
  return Object.assign(Object.create(step) as Step, changes)
}

function scaled<Result extends { readonly loss: number }>(result: Result, factor: number): Result {
  return { ...result, loss: result.loss * factor }
}
