import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { countSiblings, physicalCores } from './physical-cores'

it('counts threads of a core once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-cpus-'))
  try {
    expect(await countSiblings(folder)).toBeUndefined()
    for (const [index, list] of ['0,2', '1,3', '0,2', '1,3'].entries()) {
      await mkdir(join(folder, `cpu${index}/topology`), { recursive: true })
      await writeFile(join(folder, `cpu${index}/topology/thread_siblings_list`), `${list}\n`)
    }
    // Switched off, and not a core at all.
    await mkdir(join(folder, 'cpu4'))
    await mkdir(join(folder, 'cpuidle'))
    expect(await countSiblings(folder)).toBe(2)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('tells nothing where the system does not', async () => {
  expect(await countSiblings(join(tmpdir(), 'no-such-folder'))).toBeUndefined()
})

it('has no more physical cores than logical ones', async () => {
  expect((await physicalCores()) ?? 1).toBeLessThanOrEqual(cpus().length)
})
