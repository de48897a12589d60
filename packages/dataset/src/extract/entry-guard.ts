import { ArchiveError } from './archive-error'
import { type ArchiveLimits, ratioFloor } from './archive-limits'
import { entryPath } from './entry-path'

/** Lets the entries of one archive in, one by one, as long as all of them together stay within bounds. */
export class EntryGuard {
  readonly #archive: string
  readonly #archiveSize: number
  readonly #limits: ArchiveLimits
  readonly #files = new Set<string>()
  readonly #folders = new Set<string>()
  #entries = 0
  #bytes = 0

  /** @param archiveSize - bytes of the archive itself */
  constructor(archive: string, archiveSize: number, limits: ArchiveLimits) {
    this.#archive = archive
    this.#archiveSize = archiveSize
    this.#limits = limits
  }

  /** The path of a folder inside the target. */
  admitFolder(entry: string): string {
    this.#count(entry)
    const path = entryPath(this.#archive, entry)
    if (this.#files.has(path)) throw this.#duplicate(entry)
    this.#rememberFolders(path, entry)
    return path
  }

  /** The path of a file inside the target. @param size - its bytes, as the archive says */
  admitFile(entry: string, size: number): string {
    this.#count(entry)
    this.#bytes += size
    this.checkBytes(this.#bytes, entry)
    const path = entryPath(this.#archive, entry)
    if (path === '' || this.#files.has(path) || this.#folders.has(path)) throw this.#duplicate(entry)
    this.#rememberFolders(path.split('/').slice(0, -1).join('/'), entry)
    this.#files.add(path)
    return path
  }

  /** @param bytes - what the archive unpacks to, so far */
  checkBytes(bytes: number, entry?: string): void {
    const { bytes: most, ratio } = this.#limits
    if (bytes > most) throw this.#tooLarge(`unpacks to more than ${most} bytes`, entry)
    if (bytes > ratioFloor && bytes > ratio * this.#archiveSize) {
      throw this.#tooLarge(`unpacks to more than ${ratio} times its size`, entry)
    }
  }

  #count(entry: string): void {
    this.#entries += 1
    if (this.#entries <= this.#limits.entries) return
    throw this.#tooLarge(`has more than ${this.#limits.entries} entries`, entry)
  }

  #rememberFolders(path: string, entry: string): void {
    for (let folder = path; folder !== '' && !this.#folders.has(folder); ) {
      if (this.#files.has(folder)) throw this.#duplicate(entry)
      this.#folders.add(folder)
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    }
  }

  #duplicate(entry: string): ArchiveError {
    return duplicateEntry(this.#archive, entry)
  }

  #tooLarge(reason: string, entry: string | undefined): ArchiveError {
    const hint = 'If it is known to be sound, pass larger limits.'
    return new ArchiveError({ code: 'TOO_LARGE', archive: this.#archive, entry, reason, hint })
  }
}

export function duplicateEntry(archive: string, entry: string, cause?: unknown): ArchiveError {
  const reason = `has more than one entry for ${JSON.stringify(entry)}`
  return new ArchiveError({ code: 'DUPLICATE_ENTRY', archive, entry, reason, cause })
}
