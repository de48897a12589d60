import { expect, it } from 'vitest'
import { collectGarbage } from './collect-garbage'

it('collects what nobody holds, and nothing else', async () => {
  const held = { array: new Float32Array(1000) }
  const refs = [new WeakRef(held), new WeakRef({ array: new Float32Array(1000) })]
  await collectGarbage()
  expect(refs.map((ref) => ref.deref() === undefined)).toEqual([false, true])
  expect(held.array).toHaveLength(1000)
})
