import { afterAll, describe, expect, it } from 'vitest'
import { tf } from '../wasm-kernels/test-backends'
import { guardBackend } from './guard-backend'
import { whyNoWebgpu } from './test-webgpu'
import { releaseWebgpuBackend } from './webgpu-backend'
import type { WebgpuBackend } from './webgpu-program'

const missing = await whyNoWebgpu()
afterAll(releaseWebgpuBackend)

describe.skipIf(missing)('a guarded backend', () => {
  it('fails the next read where the GPU refused something, and only that one', async () => {
    const { device } = tf.backend() as WebgpuBackend
    const one = tf.scalar(1)
    const sum = tf.add(one, tf.fill([2000], 1))
    // More than WebGPU lets anybody bind.
    device.createBuffer({ size: device.limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE })
    await expect(sum.data()).rejects.toMatchObject({
      code: 'DEVICE_FAILED',
      message: expect.stringMatching(/refused.*buffer size.*graft doctor/is),
    })
    expect((await tf.add(sum, one).data())[0]).toBe(3)
    tf.disposeVariables()
  })

  it('says that only data() reads from a GPU where there is no canvas', () => {
    const sum = tf.add(tf.fill([2000], 1), 1)
    expect(() => sum.dataSync()).toThrow(/data\(\)/)
  })
})

describe('a lost device', () => {
  it('fails every read, and a destroyed one is not lost', async () => {
    const values = Float32Array.of(1)
    const made = (reason: GPUDeviceLostReason) => {
      const device = Object.assign(new EventTarget(), {
        lost: Promise.resolve({ reason, message: 'The driver was reset.' }),
        destroy: () => {},
      })
      const backend = { device, read: async () => values, readSync: () => values, dispose: () => {} }
      guardBackend(backend as unknown as WebgpuBackend)
      return backend
    }
    const lost = made('unknown')
    for (let time = 0; time < 2; time++) {
      await expect(lost.read()).rejects.toMatchObject({
        code: 'DEVICE_FAILED',
        message: expect.stringMatching(/lost.*The driver was reset.*checkpoint/s),
      })
    }
    expect(await made('destroyed').read()).toBe(values)
  })
})
