import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ProgressEvent } from '@graft-ml/core'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder'
import { type TarEntry, writeTar, writeTarGz } from '../../test/support/write-tar-gz'
import { writeZip, type ZipEntry } from '../../test/support/write-zip'
import type { ArchiveErrorCode } from './archive-error'
import { type ExtractArchiveOptions, extractArchive } from './extract-archive'
import { FolderWriter } from './folder-writer'

const fileMode = 0o100644
const linkMode = 0o120777

/** Extracts the bytes of an archive; the folder it made. */
async function extracted(bytes: Buffer, options: Partial<ExtractArchiveOptions> = {}): Promise<string> {
  const home = await temporaryFolder()
  const archive = join(home, 'photos.archive')
  await writeFile(archive, bytes)
  await extractArchive({ archive, folder: join(home, 'out'), ...options })
  return join(home, 'out')
}

/** Fails unless extracting throws this, and leaves nothing but the archive. */
async function expectRefusal(
  bytes: Buffer,
  code: ArchiveErrorCode,
  message: RegExp,
  options: Partial<ExtractArchiveOptions> = {},
): Promise<void> {
  const home = await temporaryFolder()
  const archive = join(home, 'photos.archive')
  await writeFile(archive, bytes)
  await expect(extractArchive({ archive, folder: join(home, 'out'), ...options })).rejects.toMatchObject({
    name: 'ArchiveError',
    code,
    archive,
    message: expect.stringMatching(message),
  })
  expect(await readdir(home)).toEqual(['photos.archive'])
}

describe('what is good', () => {
  const files = { 'set/train/cats/cat.0.jpg': 'a cat', 'set/train/dogs/dög.jpg': 'a dog', 'set/empty': '' }

  it('comes out of a zip, stored and deflated', async () => {
    const folder = await extracted(
      writeZip([
        { name: 'set/', mode: 0o040755 },
        { name: 'set/./train//cats/cat.0.jpg', data: 'a cat', deflate: true, mode: fileMode },
        { name: 'set/train/dogs/dög.jpg', data: 'a dog' },
        { name: 'set/empty' },
        { name: 'set/empty folder/' },
      ]),
    )
    for (const [name, text] of Object.entries(files))
      expect(await readFile(join(folder, name), 'utf8')).toBe(text)
    expect(await readdir(join(folder, 'set', 'empty folder'))).toEqual([])
  })

  it('comes out of a tar.gz', async () => {
    const long = `set/${'x'.repeat(150)}.jpg`
    const folder = await extracted(
      await writeTarGz([
        { name: './', type: 'directory' },
        { name: './set/train/cats/', type: 'directory' },
        { name: './set/train/cats/cat.0.jpg', data: 'a cat' },
        { name: 'set/train/dogs/dög.jpg', data: 'a dog' },
        { name: 'set/empty' },
        { name: long, data: 'a long name' },
      ]),
    )
    for (const [name, text] of Object.entries(files))
      expect(await readFile(join(folder, name), 'utf8')).toBe(text)
    expect(await readFile(join(folder, long), 'utf8')).toBe('a long name')
  })

  it('replaces what stood there', async () => {
    const home = await temporaryFolder()
    const archive = join(home, 'a.zip')
    await mkdir(join(home, 'out', 'old'), { recursive: true })
    await writeFile(archive, writeZip([{ name: 'new', data: '' }]))
    await extractArchive({ archive, folder: join(home, 'out') })
    expect(await readdir(join(home, 'out'))).toEqual(['new'])
  })

  it.each(['zip', 'tar.gz'])('reports the bytes of a %s, up to the last', async (kind) => {
    const entries = Array.from({ length: 50 }, (_, i) => ({ name: `${i}.jpg`, data: 'x'.repeat(100) }))
    const events: ProgressEvent[] = []
    const bytes = kind === 'zip' ? writeZip(entries) : await writeTarGz(entries)
    await extracted(bytes, { onProgress: (event) => events.push(event) })
    const total = kind === 'zip' ? 5000 : bytes.length
    expect(events.at(-1)).toEqual({ status: 'extract', name: 'photos.archive', loaded: total, total })
    expect(events.length).toBeLessThan(10)
  })
})

describe('what leads out of the folder is refused', () => {
  const names: [string, RegExp][] = [
    ['../evil', /"\.\.\/evil" that leads out of the folder/],
    ['a/../../evil', /leads out/],
    ['..', /leads out/],
    ['/etc/evil', /is an absolute path/],
    ['C:/evil', /names a drive/],
    ['c:evil', /names a drive/],
    ['..\\evil', /has a backslash/],
    ['a\0b', /has a NUL/],
  ]

  it.each(names)('zip: %j', async (name, message) => {
    await expectRefusal(
      writeZip([
        { name: 'good', data: 'x' },
        { name, data: 'x' },
      ]),
      'UNSAFE_ENTRY',
      message,
    )
  })

  // A tar ends its names with a NUL, so that none can hold one.
  it.each(names.slice(0, -1))('tar.gz: %j', async (name, message) => {
    const bytes = await writeTarGz([
      { name: 'good', data: 'x' },
      { name, data: 'x' },
    ])
    await expectRefusal(bytes, 'UNSAFE_ENTRY', message)
  })

  it('zip: links and devices', async () => {
    const link = writeZip([{ name: 'link', data: '/etc/passwd', mode: linkMode }])
    await expectRefusal(link, 'UNSAFE_ENTRY', /"link" that is a link or a device/)
    await expectRefusal(writeZip([{ name: 'null', mode: 0o020666 }]), 'UNSAFE_ENTRY', /a link or a device/)
  })

  it.each([
    { name: 'link', type: 'symlink', linkname: '/etc/passwd' },
    { name: 'link', type: 'link', linkname: 'good' },
    { name: 'null', type: 'character-device' },
    { name: 'disk', type: 'block-device' },
    { name: 'pipe', type: 'fifo' },
  ] satisfies TarEntry[])('tar.gz: $type', async (entry) => {
    const bytes = await writeTarGz([{ name: 'good', data: 'x' }, entry])
    await expectRefusal(bytes, 'UNSAFE_ENTRY', new RegExp(`that is a ${entry.type}`))
  })
})

describe('duplicates are refused', () => {
  const pairs: [string, ZipEntry[]][] = [
    [
      'two files',
      [
        { name: 'a', data: '1' },
        { name: 'a', data: '2' },
      ],
    ],
    [
      'two spellings',
      [
        { name: 'x/a', data: '1' },
        { name: './x//a', data: '2' },
      ],
    ],
    [
      'a file where a folder is',
      [
        { name: 'a/b', data: '1' },
        { name: 'a', data: '2' },
      ],
    ],
    [
      'a folder where a file is',
      [
        { name: 'a', data: '1' },
        { name: 'a/b', data: '2' },
      ],
    ],
  ]

  it.each(pairs)('zip: %s', async (_, entries) => {
    await expectRefusal(writeZip(entries), 'DUPLICATE_ENTRY', /more than one entry for/)
  })

  it.each(pairs)('tar.gz: %s', async (_, entries) => {
    const tar = entries.map(({ name, data }) => ({ name, data }))
    await expectRefusal(await writeTarGz(tar), 'DUPLICATE_ENTRY', /more than one entry for/)
  })
})

describe('what is too large is refused', () => {
  const entries = Array.from({ length: 20 }, (_, i) => ({ name: `${i}.jpg`, data: 'x'.repeat(1000) }))

  it('too many entries', async () => {
    const limits = { entries: 19 }
    await expectRefusal(writeZip(entries), 'TOO_LARGE', /more than 19 entries/, { limits })
    await expectRefusal(await writeTarGz(entries), 'TOO_LARGE', /more than 19 entries/, { limits })
  })

  it('too many bytes', async () => {
    const limits = { bytes: 19_999 }
    await expectRefusal(writeZip(entries), 'TOO_LARGE', /more than 19999 bytes/, { limits })
    await expectRefusal(await writeTarGz(entries), 'TOO_LARGE', /more than 19999 bytes/, { limits })
  })

  it('a bomb of 80 MB of zeros', async () => {
    const zeros = Buffer.alloc(80 * 2 ** 20)
    const zip = writeZip([{ name: 'zeros', data: zeros, deflate: true }])
    await expectRefusal(zip, 'TOO_LARGE', /more than 100 times its size/)
    await expectRefusal(await writeTarGz([{ name: 'zeros', data: zeros }]), 'TOO_LARGE', /100 times its size/)
  })

  it('a bomb of nothing but headers', async () => {
    const empty = Array.from({ length: 100 }, (_, i) => ({ name: `${i}` }))
    await expectRefusal(await writeTarGz(empty), 'TOO_LARGE', /more than 20000 bytes/, {
      limits: { bytes: 20_000 },
    })
  })

  it('a bomb whose table says that it is small', async () => {
    const zip = writeZip([{ name: 'zeros', data: Buffer.alloc(1 << 20), deflate: true, size: 10 }])
    await expectRefusal(zip, 'CORRUPT', /"zeros" \(too many bytes/)
  })

  it('entries that share their bytes', async () => {
    const data = Buffer.alloc(5000, 'x')
    const shared = Array.from({ length: 10 }, (_, i) => ({
      name: `${i}`,
      data,
      sharesWith: i ? 0 : undefined,
    }))
    await expectRefusal(writeZip(shared), 'CORRUPT', /entries that overlap/)
  })

  it('limits that are none', async () => {
    const limits = { bytes: -1 }
    await expect(extracted(writeZip(entries), { limits })).rejects.toThrow(
      /limits\.bytes must be a number above 0/,
    )
  })
})

describe('what is damaged is refused', () => {
  const entries = [
    { name: 'one.jpg', data: Buffer.alloc(3000, 'one'), deflate: true },
    { name: 'two.jpg', data: Buffer.alloc(3000, 'two') },
  ]

  it('a wrong checksum', async () => {
    const zip = writeZip([{ name: 'cat.jpg', data: 'a cat', crc: 1 }])
    await expectRefusal(zip, 'CORRUPT', /"cat\.jpg" with a wrong checksum/)
  })

  it('a zip cut short anywhere', async () => {
    const zip = writeZip(entries)
    for (const length of [4, 100, zip.length - 30, zip.length - 1]) {
      await expectRefusal(zip.subarray(0, length), 'CORRUPT', /damaged or cut short/)
    }
  })

  it('a zip with bytes missing in the middle', async () => {
    const zip = writeZip(entries)
    await expectRefusal(Buffer.concat([zip.subarray(0, 1000), zip.subarray(1100)]), 'CORRUPT', /damaged/)
  })

  it('a tar.gz cut short anywhere', async () => {
    const tar = await writeTarGz(entries.map(({ name, data }) => ({ name, data })))
    for (const length of [4, 30, tar.length - 9, tar.length - 1]) {
      await expectRefusal(tar.subarray(0, length), 'CORRUPT', /damaged or cut short/)
    }
  })

  it('a tar cut short before it was packed', async () => {
    const tar = await writeTar(entries.map(({ name, data }) => ({ name, data })))
    await expectRefusal(gzipSync(tar.subarray(0, 2000)), 'CORRUPT', /damaged or cut short/)
  })

  it('what is no archive', async () => {
    await expectRefusal(Buffer.from('<html>'), 'NOT_AN_ARCHIVE', /neither a zip nor a tar\.gz.*Pass a zip/)
    await expectRefusal(Buffer.alloc(0), 'NOT_AN_ARCHIVE', /neither a zip nor a tar\.gz/)
  })

  it('encrypted entries and methods that cannot be read', async () => {
    const encrypted = writeZip([{ name: 'a', data: 'x'.repeat(20), size: 8, flags: 1 }])
    await expectRefusal(encrypted, 'UNSUPPORTED', /an encrypted entry "a"/)
    await expectRefusal(
      writeZip([{ name: 'a', data: 'x', method: 14 }]),
      'UNSUPPORTED',
      /packed by method 14/,
    )
  })
})

describe('stopping and disks', () => {
  it.each(['zip', 'tar.gz'])('stops on a signal and leaves nothing: %s', async (kind) => {
    const entries = Array.from({ length: 30 }, (_, i) => ({ name: `${i}.jpg`, data: 'x'.repeat(100) }))
    const bytes = kind === 'zip' ? writeZip(entries) : await writeTarGz(entries)
    const stop = new AbortController()
    const options = { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }
    await expectRefusal(bytes, 'ABORTED', /was not extracted: stopped/, options)
  })

  it.each(['zip', 'tar.gz'])('does not blame a %s for what onProgress throws', async (kind) => {
    const entries = [{ name: 'a.jpg', data: 'a cat' }]
    const onProgress = () => {
      throw new Error('a bug of the caller')
    }
    const bytes = kind === 'zip' ? writeZip(entries) : await writeTarGz(entries)
    await expect(extracted(bytes, { onProgress })).rejects.toThrow(/^a bug of the caller$/)
  })

  it('says that an archive is missing', async () => {
    const home = await temporaryFolder()
    const missing = extractArchive({ archive: join(home, 'none.zip'), folder: join(home, 'out') })
    await expect(missing).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('none.zip'),
    })
  })

  it('says that the disk is full and keeps what stood there', async () => {
    const home = await temporaryFolder()
    const archive = join(home, 'a.zip')
    await writeFile(
      archive,
      writeZip([
        { name: 'one', data: '1' },
        { name: 'two', data: '2' },
      ]),
    )
    await mkdir(join(home, 'out', 'old'), { recursive: true })
    const write = vi.spyOn(FolderWriter.prototype, 'file').mockImplementationOnce(async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        code: 'ENOSPC',
        syscall: 'write',
      })
    })
    await expect(extractArchive({ archive, folder: join(home, 'out') })).rejects.toMatchObject({
      name: 'FileError',
      code: 'NO_SPACE',
      path: join(home, 'out'),
    })
    write.mockRestore()
    expect(await readdir(home)).toEqual(['a.zip', 'out'])
    expect(await readdir(join(home, 'out'))).toEqual(['old'])
  })
})
