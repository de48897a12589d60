import { existsSync } from 'node:fs'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { misbehavingServer, serve } from '../../../test/support/misbehaving-server'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import { FileError } from '../file-error'
import { hashFile } from '../hash-file'
import * as atomically from '../write/write-file-atomically'
import { fetchFile } from './fetch-file'
import { PartialFile } from './partial-file'

const body = Buffer.alloc(200_000, 'x')

describe('a disk that does not do', () => {
  it('says READ_ONLY and how to choose another folder', async () => {
    const server = await misbehavingServer(serve(body))
    const inTheWay = join(await temporaryFolder(), 'a file')
    await writeFile(inTheWay, '')
    await expect(fetchFile({ source: server.url, folder: join(inTheWay, 'cache') })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'READ_ONLY',
      message: expect.stringMatching(/a file\/cache.*GRAFT_HOME/),
    })
    expect(server.ranges).toEqual([])
  })

  it('says NO_SPACE and keeps no file under the final name', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const full = vi.spyOn(PartialFile.prototype, 'append').mockImplementation(async () => {
      const cause = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
      throw new FileError({ code: 'NO_SPACE', path: folder, message: 'There is no space left.', cause })
    })
    await expect(fetchFile({ source: server.url, folder })).rejects.toMatchObject({ code: 'NO_SPACE' })
    expect(server.ranges).toHaveLength(1)
    expect(existsSync(join(folder, 'file.bin'))).toBe(false)
    full.mockRestore()
    await expect(fetchFile({ source: server.url, folder })).resolves.toBe(join(folder, 'file.bin'))
  })

  it.skipIf(!existsSync('/dev/full'))('knows what the system says about a full disk', async () => {
    const folder = await temporaryFolder()
    const partial = await PartialFile.load(join(folder, 'file.bin'))
    await symlink('/dev/full', partial.path)
    await partial.resume()
    await expect(partial.append(body)).rejects.toMatchObject({
      name: 'FileError',
      code: 'NO_SPACE',
      message: expect.stringMatching(/no space left.*GRAFT_HOME/),
    })
    await partial.close()
  })

  it('reads a cache that it cannot write', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file.bin'), body)
    const write = vi
      .spyOn(atomically, 'writeFileAtomically')
      .mockRejectedValue(new FileError({ code: 'READ_ONLY', path: folder, message: 'read-only' }))
    const hash = await hashFile(join(folder, 'file.bin'), 'md5')
    const source = 'https://example.invalid/file.bin'
    expect(await fetchFile({ source, folder, hash, offline: true })).toBe(join(folder, 'file.bin'))
    expect(write).toHaveBeenCalledOnce()
    write.mockRestore()
  })
})
