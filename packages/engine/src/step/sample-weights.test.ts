import { layers, sequential } from '@tensorflow/tfjs-layers'
import { expect, it } from 'vitest'
import { createEngine } from '../create-engine'

const optimizer = { kind: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false } as const

/** What a step makes of two samples, from weights that are always the same. */
async function trainOn(rows: number[][], labels: number[], sampleWeights?: number[]) {
  const engine = await createEngine({ engine: 'cpu' })
  const model = sequential({
    layers: [layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones', inputShape: [2] })],
  })
  const { step, dispose } = await engine.prepareTraining(model, { loss: 'binaryCrossentropy', optimizer })
  try {
    const features = [{ data: Float32Array.from(rows.flat()), shape: [rows.length, 2] }]
    const target = { data: Float32Array.from(labels), shape: [labels.length, 1] }
    const { loss } = await step.run(features, target, sampleWeights && Float32Array.from(sampleWeights))
    return { loss, weights: (await step.snapshot()).map((weights) => [...weights]) }
  } finally {
    await dispose()
    model.dispose()
  }
}

it('counts a sample of weight two as two samples, and one of weight zero as none', async () => {
  const [one, other] = [
    [1, -2],
    [0.5, 3],
  ]
  const twice = await trainOn([one, one], [1, 1])
  const weighted = await trainOn([one, other], [1, 0], [2, 0])
  expect(weighted.loss).toBeCloseTo(twice.loss, 6)
  for (const [place, weights] of twice.weights.entries())
    for (const [at, value] of weights.entries()) expect(weighted.weights[place][at]).toBeCloseTo(value, 6)
  const plain = await trainOn([one, other], [1, 0])
  expect(plain.weights).not.toEqual(weighted.weights)
})

it('refuses another number of weights than of samples', async () => {
  const refused = trainOn([[1, 2]], [1], [1, 1])
  await expect(refused).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('one for each of the 1 samples'),
  })
})
