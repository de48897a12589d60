import assert from 'node:assert/strict'
import { imageDataGenerator } from '@graft-ml/augment'
import { RandomState } from '@graft-ml/core'

export async function use(): Promise<void> {
  const generator = imageDataGenerator({ rescale: 1 / 255, rotationRange: 40 })
  const image = { height: 4, width: 4, channels: 3, data: new Float32Array(48).fill(255) }
  const parameters = generator.sample(new RandomState(42), image)
  assert.equal(parameters.theta?.toFixed(2), '-10.04')
  assert.deepEqual(generator.apply(image, parameters).data, new Float32Array(48).fill(1))
}
