import { expect, it } from 'vitest'
import { describeMachine } from './describe-machine'
import { memoryLimit } from './memory-limit'
import { prettyNameIn } from './system-name'
import { widestIn } from './widest-vectors'

it('describes this machine', async () => {
  const { processor, cores, memory, system, node } = await describeMachine()
  expect(processor).not.toBe('')
  expect(cores.logical).toBeGreaterThan(0)
  expect(cores.usable).toBeLessThanOrEqual(cores.logical)
  if (cores.physical !== undefined) expect(cores.physical).toBeLessThanOrEqual(cores.logical)
  expect(memory.freeBytes).toBeLessThan(memory.totalBytes)
  expect(system).toMatchObject({ platform: process.platform, architecture: process.arch })
  expect(node).toBe(process.versions.node)
})

it.each([
  ['flags\t\t: fpu sse sse4_2 avx avx2 avx512f aes', 'AVX-512'],
  ['processor\t: 0\nflags\t\t: sse4_2 avx avx2 fma\nbugs\t: avx512f', 'AVX2'],
  ['flags : sse4_2 avx', 'AVX'],
  ['flags : sse2 sse4_2', 'SSE4.2'],
  ['Features\t: fp asimd sve2 sve crc32', 'SVE2'],
  ['Features\t: fp asimd', 'NEON'],
  ['nothing of the kind', undefined],
])('the widest vectors in %j are %s', (description, name) => {
  expect(widestIn(description)).toBe(name)
})

it.each([
  ['NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', 'Debian GNU/Linux 12 (bookworm)'],
  ["PRETTY_NAME='Alpine Linux v3.20'", 'Alpine Linux v3.20'],
  ['PRETTY_NAME=Arch', 'Arch'],
  ['', undefined],
])('the name in %j is %s', (release, name) => {
  expect(prettyNameIn(release)).toBe(name)
})

it.each([
  [0, undefined],
  [2 ** 64, undefined],
  [16e9, undefined],
  [4e9, 4e9],
])('a limit of %s of 16e9 bytes is %s', (limit, told) => {
  expect(memoryLimit(limit, 16e9)).toBe(told)
})
