import { expect, it } from 'vitest'
import { describeMachine, vectorSets } from './machine'

it('keeps the vector instructions of a processor', () => {
  const x86 =
    'processor\t: 0\nflags\t\t: fpu sse sse2 sse4_2 avx avx2 fma avx512f avx512_vnni aes\nbugs\t\t: none\n'
  expect(vectorSets(x86)).toEqual(['sse4_2', 'avx', 'avx2', 'fma', 'avx512f', 'avx512_vnni'])
  expect(vectorSets('Features\t: fp asimd sve2 crc32\n')).toEqual(['asimd', 'sve2'])
  expect(vectorSets('nothing of the kind')).toEqual([])
})

it('describes this machine', () => {
  const { processor, cores, memoryGB, system } = describeMachine()
  expect(processor).not.toBe('')
  expect(cores).toBeGreaterThan(0)
  expect(memoryGB).toBeGreaterThan(0)
  expect(system).toContain(process.platform)
})
