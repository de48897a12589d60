import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { engine } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { tf } from '../wasm-kernels/test-backends'
import { describeAdapter } from './adapter'
import { mayHaveGpu } from './gpu-device-file'
import { requestAdapter } from './open-device'
import { whyNoWebgpu } from './test-webgpu'
import { openWebgpuBackend, releaseWebgpuBackend } from './webgpu-backend'

const missing = await whyNoWebgpu()
await releaseWebgpuBackend()
const isSoftware = !missing && describeAdapter((await requestAdapter()).adapter).software

afterEach(async () => {
  vi.unstubAllEnvs()
  await releaseWebgpuBackend()
})

describe.skipIf(missing)('the webgpu backend', () => {
  it('opens once, leaves navigator as it was, and is gone when released', async () => {
    const instances = new Set<object>()
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
    for (let time = 0; time < 2; time++) {
      await openWebgpuBackend({ acceptSoftware: true })
      await tf.setBackend('webgpu')
      instances.add(engine().registry.webgpu!)
    }
    expect(instances.size).toBe(1)
    expect(Object.getOwnPropertyDescriptor(globalThis, 'navigator')).toEqual(before)
    await releaseWebgpuBackend()
    expect(engine().registry.webgpu).toBeUndefined()
    expect(tf.findBackendFactory('webgpu')).toBeNull()
  })

  it.skipIf(!isSoftware)('is not taken for a GPU where a program plays one', async () => {
    const message = (await mayHaveGpu()) ? /program on the CPU/ : /shows no GPU in \/dev/
    await expect(openWebgpuBackend({ acceptSoftware: false })).rejects.toThrow(message)
  })

  it.runIf(process.platform === 'linux')('says that there is no driver', async () => {
    vi.stubEnv('VK_DRIVER_FILES', '/nowhere')
    vi.stubEnv('VK_ICD_FILENAMES', '/nowhere')
    await expect(openWebgpuBackend({ acceptSoftware: true })).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringMatching(/finds no GPU here/),
    })
  })

  // Dawn crashes a process that loses its objects before their device is destroyed; a pipe and many lines show it.
  it.each(['with the GPU open', 'with the GPU released'])(
    'lets the process end by itself after training, %s',
    (ending) => {
      const script = `
      import { createEngine } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../dist/index.js')))}
      import { dense, sgd } from '@graft-ml/keras'
      import { removeBackend } from '@tensorflow/tfjs-core'
      import { sequential } from '@tensorflow/tfjs-layers'
      const engine = await createEngine({ engine: 'webgpu' })
      const model = sequential({ layers: [dense({ units: 1, activation: 'sigmoid', inputShape: [3000] })] })
      const { trunk, step } = await engine.prepareTraining(model, {
        loss: 'binaryCrossentropy',
        optimizer: sgd({ learningRate: 0.1 }),
      })
      const features = await trunk.run({ data: new Float32Array(6000), shape: [2, 3000] })
      const labels = { data: Float32Array.of(0, 1), shape: [2, 1] }
      for (let at = 0; at < 3; at++) console.log((await step.run(features, labels)).loss.toFixed(3))
      if (${ending.endsWith('released')}) removeBackend('webgpu')
      globalThis.gc()
      for (let line = 0; line < 200; line++) console.log(line)`
      const { status, signal, stdout } = spawnSync(
        process.execPath,
        ['--expose-gc', '--input-type=module', '--eval', script],
        { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8', timeout: 60_000 },
      )
      expect({ status, signal }).toEqual({ status: 0, signal: null })
      expect(stdout).toMatch(/^(0\.693\n){3}0\n.*199\n$/s)
    },
    60_000,
  )
})
