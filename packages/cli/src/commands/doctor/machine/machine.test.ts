import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeMachine } from './describe-machine'
import { memoryLimit } from './memory-limit'
import { countSiblings } from './physical-cores'
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

describe('countSiblings', () => {
  it('counts threads of a core once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-cpus-'))
    try {
      expect(await countSiblings(folder)).toBeUndefined()
      for (const [index, list] of ['0,2', '1,3', '0,2', '1,3'].entries()) {
        await mkdir(join(folder, `cpu${index}/topology`), { recursive: true })
        await writeFile(join(folder, `cpu${index}/topology/thread_siblings_list`), `${list}\n`)
      }
      await mkdir(join(folder, 'cpuidle'))
      expect(await countSiblings(folder)).toBe(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
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
