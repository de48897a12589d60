import type { Readable } from 'node:stream'
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl'

declare module 'yauzl' {
  interface Entry {
    fileNameRaw: Buffer
  }
  function getFileNameLowLevel(
    generalPurposeBitFlag: number,
    fileNameRaw: Buffer,
    extraFields: { id: number; data: Buffer }[],
    strictFileNames: boolean,
  ): string
}

export type { Entry, ZipFile }

/** Opens a zip for reading; names stay raw, so that the unsafe ones can be named in errors. */
export async function openZip(path: string): Promise<ZipFile> {
  return await new Promise((resolve, reject) => {
    open(path, { autoClose: false, lazyEntries: true, decodeStrings: false }, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })
}

/** Calls `onEntry` for each entry of the table at the end of the zip. */
export async function readEntries(zip: ZipFile, onEntry: (entry: Entry) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry: Entry) => {
      try {
        onEntry(entry)
        zip.readEntry()
      } catch (error) {
        reject(error)
      }
    })
    zip.readEntry()
  })
}

/** An entry's name as the archive has it, slashes and all. */
export function entryName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
}

/** An entry's bytes, unpacked. */
export async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  // Opened within the loop that reads it: damaged entries fail at once, and without a reader that ends the process.
  yield* await openStream(zip, entry)
}

async function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error)
      else resolve(stream)
    })
  })
}
