import { crc32 } from 'node:zlib'
import { ArchiveError } from './archive-error'
import { EntryGuard } from './entry-guard'
import type { ExtractJob } from './extract-job'
import { FolderWriter } from './folder-writer'
import { type Entry, entryName, openZip, readEntries, readEntry, type ZipFile } from './zip-file'

/** An entry that may be extracted, and where to. */
interface Admitted {
  readonly entry: Entry
  readonly name: string
  readonly path: string
  readonly isFolder: boolean
}

/** Extracts a zip: first the whole table is checked, then the files are written. */
export async function extractZip(job: ExtractJob): Promise<void> {
  const zip = await asCorrupt(job.archive, () => openZip(job.archive))
  try {
    const admitted = await asCorrupt(job.archive, () => admitAll(zip, job))
    const total = admitted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
    const writer = new FolderWriter(job)
    let loaded = 0
    const onBytes = (bytes: number): void => {
      loaded += bytes
      job.report(loaded, total)
    }
    for (const one of admitted) {
      job.signal?.throwIfAborted()
      if (one.isFolder) await writer.folder(one.path)
      else await writeEntry(zip, one, job.archive, writer, onBytes)
    }
  } finally {
    zip.close()
  }
}

async function admitAll(zip: ZipFile, { archive, size, limits }: ExtractJob): Promise<Admitted[]> {
  const guard = new EntryGuard(archive, size, limits)
  const admitted: Admitted[] = []
  let packed = 0
  await readEntries(zip, (entry) => {
    const name = entryName(entry)
    const isFolder = name.endsWith('/') || fileType(entry) === typeFolder
    checkEntry(archive, entry, name, isFolder)
    const path = isFolder ? guard.admitFolder(name) : guard.admitFile(name, entry.uncompressedSize)
    admitted.push({ entry, name, path, isFolder })
    packed += entry.compressedSize
    // Entries that share their bytes are how the worst bombs are made.
    if (packed > size) throw corrupt(archive, name, 'has entries that overlap')
  })
  return admitted
}

const typeFile = 0o100000
const typeFolder = 0o040000

/** The type bits of the Unix mode, which zips made on Unix have in the upper half; 0 elsewhere. */
function fileType(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & 0o170000
}

function checkEntry(archive: string, entry: Entry, name: string, isFolder: boolean): void {
  const type = fileType(entry)
  const quoted = JSON.stringify(name)
  if (type !== 0 && type !== typeFile && type !== typeFolder) {
    const reason = `has an entry ${quoted} that is a link or a device, which is not safe to extract`
    throw new ArchiveError({ code: 'UNSAFE_ENTRY', archive, entry: name, reason })
  }
  if (isFolder && entry.uncompressedSize > 0) {
    throw corrupt(archive, name, `has a folder ${quoted} with bytes of its own`)
  }
  if (entry.isEncrypted()) {
    throw new ArchiveError({
      code: 'UNSUPPORTED',
      archive,
      entry: name,
      reason: `has an encrypted entry ${quoted}`,
      hint: 'Extract it yourself and pass the folder.',
    })
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw new ArchiveError({
      code: 'UNSUPPORTED',
      archive,
      entry: name,
      reason: `has an entry ${quoted} packed by method ${entry.compressionMethod}; stored (0) and deflate (8) can be read`,
      hint: 'Extract it yourself and pass the folder.',
    })
  }
}

async function writeEntry(
  zip: ZipFile,
  { entry, name, path }: Admitted,
  archive: string,
  writer: FolderWriter,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let checksum = 0
  await writer.file(path, entryBytes(zip, entry, archive, name), (chunk) => {
    checksum = crc32(chunk, checksum)
    onBytes(chunk.length)
  })
  if (checksum === entry.crc32) return
  throw corrupt(archive, name, `has an entry ${JSON.stringify(name)} with a wrong checksum (CRC-32)`)
}

/** The entry's bytes; what throws in here is the archive's fault, and not that of whoever takes the bytes. */
async function* entryBytes(
  zip: ZipFile,
  entry: Entry,
  archive: string,
  name: string,
): AsyncGenerator<Buffer> {
  try {
    yield* readEntry(zip, entry)
  } catch (error) {
    throw explainZipError(error, archive, name)
  }
}

async function asCorrupt<Result>(archive: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw explainZipError(error, archive)
  }
}

/** What yauzl and zlib say of an archive is a plain Error; what the file system says has more, and is left as it is. */
function explainZipError(error: unknown, archive: string, name?: string): unknown {
  const isOfArchive = error instanceof Error && !('syscall' in error) && error.name === 'Error'
  if (!isOfArchive) return error
  const where = name === undefined ? '' : ` at ${JSON.stringify(name)}`
  return corrupt(archive, name, `is damaged or cut short${where} (${error.message})`, error)
}

function corrupt(archive: string, entry: string | undefined, reason: string, cause?: unknown): ArchiveError {
  return new ArchiveError({ code: 'CORRUPT', archive, entry, reason, cause, hint: 'Get the archive anew.' })
}
