import { join } from 'node:path'
import { getBackend, memory, setBackend, engine as tfjs } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createEngine } from '../create-engine'
import { ENGINES } from '../engines/engine-names'
import { diagnose } from './diagnose'

// Without what `npm run native` may have built for this user.
beforeEach(() => {
  vi.stubEnv('GRAFT_HOME', join(import.meta.dirname, 'nothing-here'))
})
afterEach(() => vi.unstubAllEnvs())

it('tells what this machine has, and changes nothing in this process', { timeout: 120_000 }, async () => {
  await setBackend('cpu')
  const before = { tensors: memory().numTensors, backends: Object.keys(tfjs().registryFactory) }
  const { engines, choice } = await diagnose()
  expect(getBackend()).toBe('cpu')
  expect({ tensors: memory().numTensors, backends: Object.keys(tfjs().registryFactory) }).toEqual(before)

  expect(engines.map(({ name }) => name)).toEqual(ENGINES)
  const [onnx, tensorflow, webgpu, wasm, cpu] = engines
  expect(onnx).toMatchObject({ state: 'fast', usable: true, remedies: [] })
  expect(onnx!.versions['onnxruntime-node']).toMatch(/^\d+\.\d+/)
  expect(tensorflow).toMatchObject({ state: 'missing', usable: false })
  expect(tensorflow!.remedies.map(({ command }) => command)).toContain('npm run native')
  expect(wasm).toMatchObject({ state: 'slow', usable: true, simd: true })
  expect(cpu).toMatchObject({ state: 'slow', usable: true })
  // A GPU is not everywhere; what is said of it must fit together.
  expect(webgpu!.usable).toBe(['fast', 'slow'].includes(webgpu!.state))
  if (webgpu!.usable) expect(webgpu!.state).toBe(webgpu!.gpu!.software ? 'slow' : 'fast')
  for (const { state, reason, remedies } of engines) {
    expect(reason).toMatch(/\.$/)
    if (state === 'missing' || state === 'broken') expect(remedies).not.toEqual([])
  }

  const engine = await createEngine()
  expect(choice).toMatchObject({ engine: engine.name, considered: engine.considered, remedies: [] })
  expect(choice.reason).toContain(`createEngine() takes ${engine.name}`)
})

it('ends engines that take too long', { timeout: 60_000 }, async () => {
  const { engines, choice } = await diagnose({ seconds: 0.001 })
  expect(engines.map(({ state }) => state)).toEqual(Array(5).fill('broken'))
  expect(engines[0]!.reason).toBe('It hangs: nothing after 0.001 seconds.')
  expect(choice.engine).toBeUndefined()
})

it.each([0, -1, NaN, Infinity, 86_401, '60'])('refuses a limit of %s seconds', async (seconds) => {
  await expect(diagnose({ seconds: seconds as number })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
})
