import { ArchiveError } from './archive-error'

/**
 * The path of an entry inside the folder, with '/' between its parts: 'train/cats/cat.0.jpg'; '' for the top itself.
 *
 * @throws ArchiveError `UNSAFE_ENTRY` for whatever could lead out of the folder, on any platform.
 */
export function entryPath(archive: string, entry: string): string {
  const danger = findDanger(entry)
  if (danger) {
    const reason = `has an entry ${JSON.stringify(entry)} that ${danger}, which is not safe to extract`
    throw new ArchiveError({ code: 'UNSAFE_ENTRY', archive, entry, reason, hint: 'Do not use this archive.' })
  }
  return entry
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

function findDanger(entry: string): string | undefined {
  if (entry === '') return 'has no name'
  if (entry.includes('\0')) return 'has a NUL in its name'
  if (entry.includes('\\')) return 'has a backslash in its name'
  if (entry.startsWith('/')) return 'is an absolute path'
  if (/^[a-z]:/i.test(entry)) return 'names a drive'
  if (entry.split('/').includes('..')) return 'leads out of the folder'
  return undefined
}
