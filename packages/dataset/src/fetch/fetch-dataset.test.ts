import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProgressEvent } from '@graft-ml/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder'
import { writeTarGz } from '../../test/support/write-tar-gz'
import { writeZip } from '../../test/support/write-zip'
import { datasets } from '../registry/datasets'
import { fetchDataset } from './fetch-dataset'

const pets = [
  { name: 'pets/train/cats/0.jpg', data: 'a cat' },
  { name: 'pets/train/dogs/0.jpg', data: 'a dog' },
]

/** A cache, and an archive beside it. */
async function setUp(bytes: Buffer = writeZip(pets), name = 'pets.zip') {
  const home = await temporaryFolder()
  const folder = join(home, 'cache')
  const archive = join(home, name)
  await writeFile(archive, bytes)
  return { home, folder, archive }
}

/** A server on loopback that has these bytes at every url, and counts how often they were asked for. */
async function serving(bytes: () => Buffer) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.end(bytes())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pets.zip`, requests }
}

function recorder() {
  const events: ProgressEvent[] = []
  return {
    onProgress: (event: ProgressEvent) => events.push(event),
    statuses: () => events.splice(0).map((e) => e.status),
  }
}

describe('fetchDataset: local sources', () => {
  it('returns a folder as it is, by path and by file: url', async () => {
    const { home } = await setUp()
    expect(await fetchDataset(home)).toBe(home)
    expect(await fetchDataset(pathToFileURL(home).href)).toBe(home)
  })

  it('extracts a zip into the cache, without its outer folder', async () => {
    const { home, folder, archive } = await setUp()
    const data = await fetchDataset(archive, { folder })
    expect(await readdir(data)).toEqual(['train'])
    expect(data.startsWith(join(folder, 'datasets', 'extracted'))).toBe(true)
    expect((await readdir(home)).sort()).toEqual(['cache', 'pets.zip'])
  })

  it('extracts a tar.gz', async () => {
    const { folder, archive } = await setUp(await writeTarGz(pets), 'pets.tar.gz')
    const data = await fetchDataset(pathToFileURL(archive).href, { folder })
    expect(await readFile(join(data, 'train/dogs/0.jpg'), 'utf8')).toBe('a dog')
  })

  it.each([
    ['classes at the top', [{ name: 'cats/0.jpg' }, { name: 'dogs/0.jpg' }], ['cats', 'dogs']],
    ['one class at the top', [{ name: 'cats/0.jpg' }], ['cats']],
    ['what macOS adds', [...pets, { name: '__MACOSX/pets/._train' }, { name: '.DS_Store' }], ['train']],
  ])('finds the root: %s', async (_, entries, expected) => {
    const { folder, archive } = await setUp(writeZip(entries))
    expect(await readdir(await fetchDataset(archive, { folder }))).toEqual(expected)
  })

  it('takes another root when asked to', async () => {
    const { folder, archive } = await setUp()
    expect(await readdir(await fetchDataset(archive, { folder, root: 'pets/train' }))).toEqual([
      'cats',
      'dogs',
    ])
    expect(await readdir(await fetchDataset(archive, { folder, root: '' }))).toEqual(['pets'])
    await expect(fetchDataset(archive, { folder, root: 'birds' })).rejects.toMatchObject({
      code: 'NO_ROOT',
      message: expect.stringMatching(/has no folder 'birds'.*At its top are: pets/),
    })
    await expect(fetchDataset(archive, { folder, root: '../..' })).rejects.toMatchObject({
      code: 'UNSAFE_ENTRY',
    })
  })
})

describe('fetchDataset: once', () => {
  it('extracts again only when the archive has changed', async () => {
    const { folder, archive } = await setUp()
    const { onProgress, statuses } = recorder()
    const data = await fetchDataset(archive, { folder, onProgress })
    expect(statuses()).toContain('extract')
    expect(await fetchDataset(archive, { folder, onProgress })).toBe(data)
    expect(statuses()).toEqual(['ready'])
    await writeFile(archive, writeZip([{ name: 'pets/test/cats/1.jpg', data: 'another' }]))
    expect(await readdir(await fetchDataset(archive, { folder, onProgress }))).toEqual(['test'])
    expect(statuses()).toContain('extract')
  })

  it('does not care for the date when it knows the hash', async () => {
    const bytes = writeZip(pets)
    const { folder, archive } = await setUp(bytes)
    const hash = createHash('md5').update(bytes).digest('hex')
    const { onProgress, statuses } = recorder()
    await fetchDataset(archive, { folder, hash, onProgress })
    statuses()
    await utimes(archive, 1, 1)
    await fetchDataset(archive, { folder, hash, onProgress })
    expect(statuses()).not.toContain('extract')
  })

  it('extracts again when forced, and clears up after a process that was killed', async () => {
    const { folder, archive } = await setUp()
    const data = await fetchDataset(archive, { folder })
    await writeFile(join(data, 'train', 'stray'), '')
    const extracted = join(folder, 'datasets', 'extracted')
    const [name] = await readdir(extracted)
    await mkdir(join(extracted, `.${name}.12345678.partial`, 'half'), { recursive: true })
    await fetchDataset(archive, { folder, force: true })
    expect(await readdir(join(data, 'train'))).toEqual(['cats', 'dogs'])
    expect(await readdir(extracted)).toEqual([name])
  })

  it('keeps what it has when a changed archive is bad', async () => {
    const { folder, archive } = await setUp()
    const data = await fetchDataset(archive, { folder })
    await writeFile(archive, writeZip([...pets, { name: '../evil' }]))
    await expect(fetchDataset(archive, { folder })).rejects.toMatchObject({
      code: 'UNSAFE_ENTRY',
      entry: '../evil',
    })
    expect(await readdir(data)).toEqual(['train'])
  })

  it('keeps archives of the same name apart', async () => {
    const one = await setUp()
    const two = await setUp(writeZip([{ name: 'other/a/0.jpg' }]))
    expect(await readdir(await fetchDataset(one.archive, { folder: one.folder }))).toEqual(['train'])
    expect(await readdir(await fetchDataset(two.archive, { folder: one.folder }))).toEqual(['a'])
    expect(await readdir(await fetchDataset(one.archive, { folder: one.folder }))).toEqual(['train'])
  })
})

describe('fetchDataset: urls and cards', () => {
  it('downloads and extracts once, and then works offline', async () => {
    const { folder } = await setUp()
    const server = await serving(() => writeZip(pets))
    const { onProgress, statuses } = recorder()
    const data = await fetchDataset(server.url, { folder, onProgress })
    expect(statuses()).toEqual(['download', 'ready', 'extract', 'extract'])
    expect(await fetchDataset(server.url, { folder, offline: true, onProgress })).toBe(data)
    expect(statuses()).toEqual(['ready'])
    expect(server.requests).toHaveLength(1)
  })

  it("takes a card of one's own, with its hash, mirrors and root", async () => {
    const { folder } = await setUp()
    const bytes = writeZip(pets)
    const wrong = await serving(() => Buffer.from('wrong'))
    const right = await serving(() => bytes)
    const card = {
      name: 'pets',
      description: 'Two pets.',
      url: wrong.url,
      mirrors: [right.url],
      hash: createHash('sha256').update(bytes).digest('hex'),
      license: 'CC0-1.0',
      root: 'pets/train',
    }
    expect(await readdir(await fetchDataset(card, { folder }))).toEqual(['cats', 'dogs'])
  })

  it('fetches a registered name from its published url', async () => {
    const { folder } = await setUp()
    const asked: string[] = []
    const fetch = async (url: unknown) => {
      asked.push(String(url))
      return new Response(new Uint8Array(writeZip([{ name: 'cats_and_dogs_filtered/train/cats/0.jpg' }])))
    }
    const data = await fetchDataset('cats-and-dogs-filtered', { folder, fetch })
    expect(asked).toEqual(['https://storage.googleapis.com/mledu-datasets/cats_and_dogs_filtered.zip'])
    await access(join(data, 'train', 'cats', '0.jpg'))
  })

  it('says how to get rid of a download that is no archive', async () => {
    const { folder } = await setUp()
    const pages = [Buffer.from('<html>please log in'), writeZip(pets)]
    const server = await serving(() => pages.shift()!)
    await expect(fetchDataset(server.url, { folder })).rejects.toMatchObject({
      code: 'NOT_AN_ARCHIVE',
      message: expect.stringMatching(/force: true/),
    })
    expect(await readdir(await fetchDataset(server.url, { folder, force: true }))).toEqual(['train'])
  })

  it('passes on that a host does not answer', async () => {
    const { folder } = await setUp()
    const fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) })
    }
    const fetching = fetchDataset('cats-and-dogs-filtered', { folder, fetch, retryDelay: 1 })
    await expect(fetching).rejects.toMatchObject({ name: 'FetchError', code: 'UNREACHABLE' })
  })
})

describe('fetchDataset: mistakes', () => {
  it('lists the valid names for an unknown one', async () => {
    await expect(fetchDataset('cats-and-dogs')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/one of 'cats-and-dogs-filtered', or a .*Received: 'cats-and-dogs'/),
    })
  })

  it.each(['./nowhere', 'nowhere.zip', 'file:///nowhere/at/all'])(
    'says that there is no %s',
    async (source) => {
      await expect(fetchDataset(source)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringContaining('nowhere'),
      })
    },
  )

  it('names expected and received hash', async () => {
    const { folder, archive } = await setUp()
    const fetching = fetchDataset(archive, { folder, hash: '0'.repeat(64) })
    await expect(fetching).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH', expected: '0'.repeat(64) })
  })

  it('does not take a hash for a folder', async () => {
    const { home } = await setUp()
    await expect(fetchDataset(home, { hash: '0'.repeat(64) })).rejects.toThrow(
      /hash must be left out for a folder/,
    )
  })

  it('says that the cache cannot be written', async () => {
    const { archive } = await setUp()
    const fetching = fetchDataset(archive, { folder: join(archive, 'cache') })
    await expect(fetching).rejects.toMatchObject({
      code: 'READ_ONLY',
      message: expect.stringMatching(/GRAFT_HOME/),
    })
  })

  it('stops on a signal', async () => {
    const { folder, archive } = await setUp()
    const stop = new AbortController()
    const onProgress = (event: ProgressEvent) => {
      if (event.status === 'extract') stop.abort()
    }
    const fetching = fetchDataset(archive, { folder, signal: stop.signal, onProgress })
    await expect(fetching).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await readdir(join(folder, 'datasets', 'extracted'))).toEqual([])
  })
})

describe('the registry', () => {
  it('cannot be changed', () => {
    expect(Object.isFrozen(datasets)).toBe(true)
    expect(Object.isFrozen(datasets['cats-and-dogs-filtered'])).toBe(true)
  })

  it('has cards that agree with their names', () => {
    for (const [name, card] of Object.entries(datasets)) expect(card.name).toBe(name)
  })
})
