import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { GraftError } from '@graft-ml/core'
import { type Extract, extract, type Header } from 'tar-stream'
import { ArchiveError } from './archive-error'
import { EntryGuard } from './entry-guard'
import { type ExtractJob, ReportFailure } from './extract-job'
import { FolderWriter } from './folder-writer'

/** Extracts a tar.gz in one pass, as it has no table: what is found unsafe stops it, and the caller clears up. */
export async function extractTarGz(job: ExtractJob): Promise<void> {
  const guard = new EntryGuard(job.archive, job.size, job.limits)
  const entries = extract()
  const [fed, written] = await Promise.allSettled([feed(entries, guard, job), write(entries, guard, job)])
  const errors = [written, fed].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (errors.length === 0) return
  job.signal?.throwIfAborted()
  // When one side fails the other one is torn down with an error of less meaning.
  throw errors.find(isMeant) ?? corrupt(job.archive, errors.at(-1))
}

async function feed(entries: Extract, guard: EntryGuard, job: ExtractJob): Promise<void> {
  let packed = 0
  const progress = onBytes((bytes) => {
    packed += bytes
    job.report(packed, job.size)
  })
  let unpacked = 0
  // Counted here, so that a bomb made of headers is found too.
  const count = onBytes((bytes) => {
    unpacked += bytes
    guard.checkBytes(unpacked)
  })
  await pipeline(createReadStream(job.archive), progress, createGunzip(), count, entries, {
    signal: job.signal,
  })
}

async function write(entries: Extract, guard: EntryGuard, job: ExtractJob): Promise<void> {
  const writer = new FolderWriter(job)
  for await (const entry of entries) {
    const { name, type, size } = entry.header
    if (type === 'directory') {
      await writer.folder(guard.admitFolder(name))
      entry.resume()
    } else {
      checkType(job.archive, entry.header)
      await writer.file(guard.admitFile(name, size), entry as AsyncIterable<Buffer>)
    }
  }
}

function checkType(archive: string, { name, type }: Header): void {
  if (type === 'file' || type === 'contiguous-file') return
  // Types that tar-stream does not know come as null, whatever its declarations say.
  const what = type ? `a ${type}` : 'of an unknown type'
  const reason = `has an entry ${JSON.stringify(name)} that is ${what}, which is not safe to extract`
  throw new ArchiveError({ code: 'UNSAFE_ENTRY', archive, entry: name, reason })
}

function onBytes(see: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        see(chunk.length)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

/** Errors of ours, of the caller and of the file system say what happened; those of the streams only that it did. */
function isMeant(error: unknown): boolean {
  return (
    GraftError.isInstance(error) ||
    error instanceof ReportFailure ||
    (error instanceof Error && 'syscall' in error)
  )
}

function corrupt(archive: string, cause: unknown): ArchiveError {
  const why = cause instanceof Error ? cause.message : String(cause)
  const reason = `is damaged or cut short (${why})`
  return new ArchiveError({ code: 'CORRUPT', archive, reason, cause, hint: 'Get the archive anew.' })
}
