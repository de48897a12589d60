import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeCache } from './describe-cache'

describe('describeCache', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-cache-'))
    vi.stubEnv('GRAFT_HOME', folder)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })

  it('adds up the files in all folders, not what links lead to', async () => {
    await mkdir(join(folder, 'a/b'), { recursive: true })
    await writeFile(join(folder, 'a/b/one'), Buffer.alloc(100))
    await writeFile(join(folder, 'two'), Buffer.alloc(23))
    // Windows allows links to administrators only.
    if (process.platform !== 'win32') await symlink(join(folder, 'two'), join(folder, 'a/link'))
    expect(await describeCache()).toEqual({ folder, setBy: 'GRAFT_HOME', files: 2, bytes: 123 })
  })

  it('is empty where there is no such folder', async () => {
    vi.stubEnv('GRAFT_HOME', join(folder, 'not-yet'))
    expect(await describeCache()).toMatchObject({ files: 0, bytes: 0 })
  })

  it('says when the platform names the folder', async () => {
    vi.stubEnv('GRAFT_HOME', undefined)
    vi.stubEnv('XDG_CACHE_HOME', folder)
    expect(await describeCache()).toMatchObject({ setBy: 'platform' })
  })

  it('says why it cannot be looked into', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    vi.stubEnv('GRAFT_HOME', file)
    const { files, bytes, problem } = await describeCache()
    expect({ files, bytes }).toEqual({ files: 0, bytes: 0 })
    expect(problem).toContain(file)
  })
})
