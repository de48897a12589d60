import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DemoError } from '../errors/demo-error'

/**
 * The folder that holds train/ and validation/: the one given, or the only one inside it that does (archives
 * wrap their content in a folder).
 *
 * @throws DemoError `NO_SPLITS`
 */
export async function findSplits(folder: string): Promise<string> {
  const inside = await foldersIn(folder)
  if (hasSplits(inside)) return folder
  for (const name of inside) {
    const nested = join(folder, name)
    if (hasSplits(await foldersIn(nested))) return nested
  }
  throw new DemoError({
    code: 'NO_SPLITS',
    message: `'${folder}' has no folders train/ and validation/. It has: ${inside.join(', ') || 'no folders'}.`,
    hint: 'Put the photos as train/cats, train/dogs, validation/cats, validation/dogs (any two class names will do).',
  })
}

function hasSplits(names: readonly string[]): boolean {
  return names.includes('train') && names.includes('validation')
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}
