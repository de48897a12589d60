import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  readJsonIfThere,
  replaceFolder,
  withFileErrors,
  withLock,
  writeFileAtomically,
} from '@graft-ml/core/files'
import { type ExtractArchiveOptions, unpack } from '../extract/extract-archive'

export interface ExtractOnceOptions extends Omit<ExtractArchiveOptions, 'folder'> {
  /** Folder of the cache for extracted archives. */
  cache: string
  /** Hash that the archive is known to have. */
  hash?: string
  /** Extract again even if it was done. */
  force?: boolean
}

/** What tells one archive from the next, noted beside what came out of it. */
interface ArchiveIdentity {
  /** The hash alone where it is known: then it does not matter where the archive lies. */
  readonly hash?: string
  readonly path?: string
  readonly size?: number
  /** Milliseconds since 1970. */
  readonly modified?: number
}

/**
 * The folder with what is in an archive, extracted unless that was done before and the archive is still the same.
 *
 * Safe when several processes ask at once: one extracts, the others wait.
 */
export async function extractOnce(options: ExtractOnceOptions): Promise<string> {
  const { archive, cache, hash, force = false, signal } = options
  const home = join(cache, homeName(archive))
  const content = join(home, 'content')
  const identity = JSON.stringify(await identify(archive, hash))
  if (!force && (await wasExtracted(home, identity))) return content
  await withLock(
    home,
    async (held) => {
      if (!force && (await wasExtracted(home, identity))) return
      await removeLeftovers(home)
      await replaceFolder(home, async (temporary) => {
        await unpack({ ...options, folder: join(temporary, 'content'), signal: held })
        await writeFileAtomically(notePath(temporary), identity)
      })
    },
    { signal },
  )
  return content
}

/** Readable, and different for archives of the same name in different places. */
function homeName(archive: string): string {
  const stem = basename(archive).replace(/\.(zip|tar\.gz|tgz)$/i, '')
  const place = createHash('sha256').update(archive).digest('hex').slice(0, 8)
  return `${stem}-${place}`
}

async function identify(archive: string, hash: string | undefined): Promise<ArchiveIdentity> {
  if (hash) return { hash: hash.toLowerCase() }
  const { size, mtimeMs } = await withFileErrors('read', archive, () => stat(archive))
  return { path: archive, size, modified: mtimeMs }
}

function notePath(home: string): string {
  return join(home, 'archive.json')
}

async function wasExtracted(home: string, identity: string): Promise<boolean> {
  return JSON.stringify(await readJsonIfThere(notePath(home))) === identity
}

/** What a process left that was killed while it extracted; nobody else is at it, as the lock is held. */
async function removeLeftovers(home: string): Promise<void> {
  const prefix = `.${basename(home)}.`
  await withFileErrors('write', home, async () => {
    for (const name of await readdir(dirname(home))) {
      if (!name.startsWith(prefix) || !name.endsWith('.partial')) continue
      await rm(join(dirname(home), name), { recursive: true, force: true })
    }
  })
}
