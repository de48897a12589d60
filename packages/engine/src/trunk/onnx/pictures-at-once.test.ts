import { layers } from '@tensorflow/tfjs-layers'
import { expect, it } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { traceModel } from '../../graph/trace'
import { planTrunk } from '../../plan/plan-trunk'
import { buildModel, chain } from '../test-support/models'
import { picturesAtOnce } from './pictures-at-once'

async function planOf(...steps: layers.Layer[]) {
  const result = await planTrunk(traceModel(buildModel([6, 6, 3], chain(...steps))))
  if (!result.supported) throw new Error(result.reasons.join())
  return result.plan
}

it('lets a few pictures at a time through convolutions, more with more threads', async () => {
  const plan = await planOf(layers.conv2d({ filters: 2, kernelSize: 3 }), layers.flatten())
  expect(picturesAtOnce(plan, 1)).toBe(3)
  expect(picturesAtOnce(plan, 4)).toBe(12)
})

it('lets whole batches through products of matrices', async () => {
  const plan = await planOf(layers.conv2d({ filters: 2, kernelSize: 3 }), layers.dense({ units: 4 }))
  expect(picturesAtOnce(plan, 4)).toBeUndefined()
})
