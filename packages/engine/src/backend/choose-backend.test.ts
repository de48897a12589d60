import { join } from 'node:path'
import { getBackend } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { chooseBackend } from './choose-backend'

// Without what `npm run native` may have built for this user.
beforeAll(() => {
  vi.stubEnv('GRAFT_HOME', join(import.meta.dirname, 'nothing-here'))
})

it('names what it tried when the backend asked for is not installed', async () => {
  await expect(chooseBackend('tensorflow')).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    message: expect.stringMatching(/tfjs-node-gpu: .*tfjs-node: /s),
  })
})

it('takes the first backend that loads and says why not the others, then keeps it', async () => {
  const chosen = await chooseBackend('auto')
  expect(chosen.name).toBe('wasm')
  expect(chosen.considered.map(({ name, taken }) => [name, taken])).toEqual([
    ['webgpu', false],
    ['tensorflow', false],
    ['wasm', true],
  ])
  expect(getBackend()).toBe('wasm')
  const again = await chooseBackend('auto')
  expect(again.considered).toEqual([{ name: 'wasm', taken: true, reason: 'it was active already' }])
})

it('changes to the backend asked for', async () => {
  expect((await chooseBackend('cpu')).name).toBe('cpu')
  expect(getBackend()).toBe('cpu')
})
