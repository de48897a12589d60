import { getBackend } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { createEngine } from '../create-engine'

it('names what it tried when the backend asked for is not installed', async () => {
  await expect(createEngine({ backend: 'tensorflow' })).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    message: expect.stringMatching(/tfjs-node-gpu: .*tfjs-node: .*'auto'/s),
  })
})

it('takes the first backend that loads and says why not the others, then keeps it', async () => {
  const engine = await createEngine()
  expect(engine.backend).toBe('wasm')
  expect(engine.considered.map(({ name, taken }) => [name, taken])).toEqual([
    ['tensorflow', false],
    ['wasm', true],
  ])
  expect(getBackend()).toBe('wasm')
  const again = await createEngine()
  expect(again.considered).toEqual([{ name: 'wasm', taken: true, reason: 'it was active already' }])
})

it('changes to the backend asked for', async () => {
  expect((await createEngine({ backend: 'cpu' })).backend).toBe('cpu')
  expect(getBackend()).toBe('cpu')
})

it('lists the valid backends and trunks', async () => {
  await expect(createEngine({ backend: 'gpu' as 'cpu' })).rejects.toThrow(
    /'auto', 'tensorflow', 'wasm', 'cpu'/,
  )
  await expect(createEngine({ trunk: 'tensorrt' as 'onnx' })).rejects.toThrow(/'auto', 'onnx', 'tfjs'/)
})
