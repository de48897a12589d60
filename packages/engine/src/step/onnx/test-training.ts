import { RandomState } from '@graft-ml/core'
import { sgd } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { expect } from 'vitest'
import { splitForTraining } from '../../graph/split'
import { traceModel } from '../../graph/trace'
import { uniform } from '../../trunk/test-support/models'
import { TfjsStep } from '../tfjs-step'
import type { TrainingStep } from '../training-step'
import { createOnnxStep, OnnxStep } from './onnx-step'
import type { Case } from './test-cases'

const BATCH = 5

export const momentum = sgd({ learningRate: 0.05, momentum: 0.9 })

/** Four batches with labels that go with the loss. */
export function batches({ loss = 'binaryCrossentropy', units = 1 }: Case, shape: readonly number[]) {
  const random = new RandomState(11)
  return Array.from({ length: 4 }, () => {
    const size = shape.reduce((product, length) => product * length, BATCH)
    const features = [{ data: uniform(random, size, -1, 1), shape: [BATCH, ...shape] }]
    const drawn = Array.from({ length: BATCH }, () => random.randint(0, Math.max(units, 2)))
    if (loss === 'sparseCategoricalCrossentropy') {
      return { features, labels: { data: Float32Array.from(drawn), shape: [BATCH, 1] } }
    }
    const data = new Float32Array(BATCH * units)
    for (const [row, label] of drawn.entries()) {
      if (units === 1) data[row] = label
      else data[row * units + label] = 1
    }
    return { features, labels: { data, shape: [BATCH, units] } }
  })
}

export async function compile(
  model: LayersModel,
  { loss = 'binaryCrossentropy', optimizer = momentum, rateFactors }: Partial<Case> = {},
) {
  const { head } = splitForTraining(traceModel(model))
  const step = await createOnnxStep({
    ...{ head, loss, optimizer, threads: { training: 1, inference: 1 } },
    rateFactors: factorsByName(model, rateFactors),
  })
  if (!(step instanceof OnnxStep)) throw new Error(step.reasons.join(' '))
  return step
}

/** The names that tfjs gives to weights are other ones in each model. */
function factorsByName(model: LayersModel, factors: readonly number[] = []): Map<string, number> {
  return new Map(factors.map((factor, place) => [model.trainableWeights[place].originalName, factor]))
}

/** Losses, outputs and, at the end, all weights and an evaluation. */
async function train(step: TrainingStep, fed: ReturnType<typeof batches>, sampleWeights?: Float32Array) {
  const losses: number[] = []
  const outputs: Float32Array[] = []
  for (const { features, labels } of fed) {
    const result = await step.run(features, labels, sampleWeights)
    losses.push(result.loss)
    outputs.push(result.outputs.data.slice())
  }
  const after = await step.evaluate(fed[0].features, fed[0].labels)
  return { losses, outputs, weights: await step.snapshot(), after: after.loss }
}

/**
 * Trains a head with the compiled step and with tfjs on the active backend, and expects the same.
 *
 * @param slack by what the tolerances are multiplied
 */
export async function expectSameTraining(one: Case, backend: string, slack = 1): Promise<void> {
  const { loss = 'binaryCrossentropy', optimizer = momentum } = one
  const [ours, theirs] = [one.build(), one.build()]
  theirs.setWeights(ours.getWeights())
  const shape = ours.inputs[0].shape.slice(1) as number[]
  const fed = batches(one, shape)
  const { head } = splitForTraining(traceModel(theirs))
  const rateFactors = factorsByName(theirs, one.rateFactors)
  const reference = new TfjsStep({ head, backend, loss, optimizer, rateFactors })
  const sampleWeights = one.sampleWeights && Float32Array.from(one.sampleWeights)
  const expected = await train(reference, fed, sampleWeights)
  const step = await compile(ours, one)
  const got = await train(step, fed, sampleWeights)
  expectClose(got.losses, expected.losses, slack * 2e-6)
  for (const [place, outputs] of expected.outputs.entries())
    expectClose(got.outputs[place], outputs, slack * 1e-5)
  for (const [place, weights] of expected.weights.entries())
    expectClose(got.weights[place], weights, slack * 2e-5)
  expectClose([got.after], [expected.after], slack * 1e-5)
  step.dispose()
  reference.dispose()
  for (const model of [ours, theirs]) model.dispose()
}

/** Within a tolerance relative to 1 or to the value, whichever is larger. */
function expectClose(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): void {
  expect(ours.length).toBe(theirs.length)
  const errors = Array.from(theirs, (value, at) => Math.abs(ours[at] - value) / Math.max(1, Math.abs(value)))
  // A NaN is no error that is small.
  expect(errors.filter((error) => !(error < tolerance))).toEqual([])
}
