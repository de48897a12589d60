import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { GraftError, type OnProgress } from '@graft-ml/core'
import { replaceFolder, throttleProgress, withFileErrors } from '@graft-ml/core/files'
import { ArchiveError } from './archive-error'
import { type ArchiveLimits, withDefaultLimits } from './archive-limits'
import { type ExtractJob, ReportFailure } from './extract-job'
import { extractTarGz } from './extract-tar'
import { extractZip } from './extract-zip'

/** Which archive is extracted, and where to. */
export interface ExtractArchiveOptions {
  /** Path of a zip or tar.gz, told apart by their first bytes. */
  archive: string
  /** The folder to make; what stands there is replaced. */
  folder: string
  /** Default: 500000 entries, 32 GiB, 100 bytes for each byte of the archive. */
  limits?: Partial<ArchiveLimits>
  onProgress?: OnProgress
  signal?: AbortSignal
}

/**
 * Extracts a zip or tar.gz into a folder, whole or not at all.
 *
 * Refuses entries that lead out of the folder, links and devices, two entries of one name, and archives that unpack
 * to more than the limits; checks every checksum.
 *
 * @throws ArchiveError names the archive and the entry.
 * @throws FileError the archive cannot be read, or the folder not be written.
 */
export async function extractArchive({ folder, ...options }: ExtractArchiveOptions): Promise<void> {
  await replaceFolder(folder, (temporary) => unpack({ ...options, folder: temporary }))
}

/** Extracts into an empty folder, which the caller throws away when this fails. */
export async function unpack(options: ExtractArchiveOptions): Promise<void> {
  const { archive, folder, signal } = options
  const { size, start } = await look(archive)
  const report = throttleProgress(options.onProgress)
  const job: ExtractJob = {
    archive,
    size,
    folder,
    signal,
    limits: withDefaultLimits(options.limits),
    report: (loaded, total) => {
      try {
        report({ status: 'extract', name: basename(archive), loaded, total })
      } catch (cause) {
        throw new ReportFailure('onProgress threw', { cause })
      }
    },
  }
  try {
    if (start.startsWith('504b')) await extractZip(job)
    else if (start.startsWith('1f8b')) await extractTarGz(job)
    else throw notAnArchive(archive)
  } catch (error) {
    if (error instanceof ReportFailure) throw error.cause
    // A signal that carries an error of ours, such as a lost lock, says more than that it stopped us.
    if (GraftError.isInstance(error) || !isOfSignal(error, signal)) throw error
    throw GraftError.isInstance(signal?.reason) ? signal.reason : aborted(archive, error)
  }
}

/** Bytes of the archive, and its first four in hexadecimal. */
async function look(archive: string): Promise<{ size: number; start: string }> {
  return await withFileErrors('read', archive, async () => {
    const file = await open(archive)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
      return { size: (await file.stat()).size, start: buffer.toString('hex', 0, bytesRead) }
    } finally {
      await file.close()
    }
  })
}

function isOfSignal(error: unknown, signal: AbortSignal | undefined): boolean {
  if (!signal?.aborted) return false
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError')
}

function aborted(archive: string, cause: unknown): ArchiveError {
  const hint = 'Nothing of it is left behind.'
  return new ArchiveError({ code: 'ABORTED', archive, reason: 'was not extracted: stopped', cause, hint })
}

function notAnArchive(archive: string): ArchiveError {
  return new ArchiveError({
    code: 'NOT_AN_ARCHIVE',
    archive,
    reason: 'is neither a zip nor a tar.gz',
    hint: 'Pass a zip, a tar.gz or a folder.',
  })
}
