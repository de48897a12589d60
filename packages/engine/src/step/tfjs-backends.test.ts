import { setBackend } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCpu } from '../backend/loaders'
import { whyNoWebgpu } from '../webgpu/test-webgpu'
import { releaseWebgpuBackend } from '../webgpu/webgpu-backend'
import { CASES } from './onnx/test-cases'
import { expectSameTraining } from './onnx/test-training'

// cpu sums in double precision, a GPU in an order of its own.
const SLACK = 2

const missing = await whyNoWebgpu()
afterAll(releaseWebgpuBackend)

describe('the step of tfjs on cpu', () => {
  beforeAll(async () => {
    expect(await loadCpu()).toBeUndefined()
  })

  it.each(Object.entries(CASES))('trains %s as the compiled step does', async (_, one) => {
    await expectSameTraining(one, 'cpu', SLACK)
  })
})

// The compiled step's model lies on the GPU too: nothing of it may be read synchronously.
describe.skipIf(missing)('the step of tfjs on webgpu', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await setBackend('webgpu')
  })

  it.each(Object.entries(CASES))('trains %s as the compiled step does', async (_, one) => {
    await expectSameTraining(one, 'webgpu', SLACK)
  })
})
