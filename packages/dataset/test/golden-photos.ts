import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Entry, type Options, open, type ZipFile } from 'yauzl'

const shared = resolve(import.meta.dirname, '../../../../shared')
const archive = resolve(shared, 'data/cats_and_dogs_filtered.zip')
const index = resolve(shared, 'goldens/index.json')

const openZip = (path: string) => promisify<string, Options, ZipFile>(open)(path, { autoClose: false })

/** Why tests against photos cannot run here, if they cannot. */
export const withoutPhotos =
  existsSync(archive) && existsSync(index)
    ? undefined
    : 'no ../shared with the photos and goldens beside the repository'

/** A section of the goldens that real Keras has written. */
export function goldens<Section>(name: string): Section {
  return JSON.parse(readFileSync(index, 'utf8'))[name]
}

export function goldenBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(shared, 'goldens', file)))
}

/** The wanted files of the archive under `folder`, and the others without their content when asked for. */
export async function photos(
  folder: string,
  wanted: ReadonlySet<string>,
  { othersEmpty = false } = {},
): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  const zip = await openZip(archive)
  const entries: Entry[] = []
  zip.on('entry', (entry: Entry) => entries.push(entry))
  await once(zip, 'end')
  const openEntry = promisify<Entry, Readable>(zip.openReadStream.bind(zip))
  for (const entry of entries) {
    const at = entry.fileName.indexOf(folder)
    if (at < 0 || entry.fileName.endsWith('/')) continue
    const name = entry.fileName.slice(at + folder.length)
    if (wanted.has(name)) files[name] = await buffer(await openEntry(entry))
    else if (othersEmpty) files[name] = new Uint8Array(0)
  }
  zip.close()
  return files
}
