import { getBackend } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { createEngine } from '../create-engine'

it('takes onnxruntime-node on a CPU, with models in plain memory', async () => {
  const engine = await createEngine()
  expect(engine.name).toBe('onnx')
  expect(engine.considered.map(({ name, taken }) => [name, taken])).toEqual([
    ['webgpu', false],
    ['onnx', true],
  ])
  expect(getBackend()).toBe('cpu')
})

it('keeps the backend that the caller has set', async () => {
  expect((await createEngine({ engine: 'wasm' })).backend).toBe('wasm')
  const engine = await createEngine()
  expect(engine).toMatchObject({ name: 'onnx', backend: 'wasm' })
  expect(getBackend()).toBe('wasm')
})

it('lists the valid engines', async () => {
  await expect(createEngine({ engine: 'gpu' as 'cpu' })).rejects.toThrow(
    /'auto', 'onnx', 'tensorflow', 'webgpu', 'wasm', 'cpu'/,
  )
})
