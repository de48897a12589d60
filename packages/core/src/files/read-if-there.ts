import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { withFileErrors } from './file-error'

/** What the system knows of a file or folder; undefined when there is none. */
export async function statIfThere(path: string): Promise<Stats | undefined> {
  return await ifThere(path, () => stat(path))
}

/** A text file; undefined when there is none. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  return await ifThere(path, () => readFile(path, 'utf8'))
}

/** The value in a JSON file; undefined when there is no file, or no JSON in it. */
export async function readJsonIfThere(path: string): Promise<unknown> {
  const text = await readTextIfThere(path)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // These files are notes to ourselves: a damaged one is as good as none.
    return undefined
  }
}

async function ifThere<Value>(path: string, read: () => Promise<Value>): Promise<Value | undefined> {
  return await withFileErrors('read', path, async () => {
    try {
      return await read()
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
