import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { statIfThere } from '@graft-ml/core/files'
import { ArchiveError } from '../extract/archive-error'
import { entryPath } from '../extract/entry-path'

/**
 * The folder with the data in what came out of an archive.
 *
 * @param root - inside `content`; '' is its top. Default: the only folder at the top, if that has folders in it
 *   (many archives wrap everything in one), otherwise the top.
 */
export async function findRoot(archive: string, content: string, root: string | undefined): Promise<string> {
  if (root === undefined) return await unwrap(content)
  const path = root === '' ? content : join(content, entryPath(archive, root))
  if ((await statIfThere(path))?.isDirectory()) return path
  throw new ArchiveError({
    code: 'NO_ROOT',
    archive,
    reason: `has no folder '${root}'`,
    hint: `At its top are: ${(await readdir(content)).slice(0, 20).join(', ') || 'no files'}.`,
  })
}

async function unwrap(content: string): Promise<string> {
  const visible = (await readdir(content, { withFileTypes: true })).filter(
    // What macOS puts into archives.
    ({ name }) => name !== '__MACOSX' && !name.startsWith('.'),
  )
  const [only] = visible
  if (visible.length !== 1 || !only?.isDirectory()) return content
  const inner = join(content, only.name)
  const entries = await readdir(inner, { withFileTypes: true })
  return entries.some((entry) => entry.isDirectory()) ? inner : content
}
