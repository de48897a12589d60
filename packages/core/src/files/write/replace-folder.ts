import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { FileError, withFileErrors } from '../file-error'
import { explainFailure } from '../file-failure'
import { statIfThere } from '../read-if-there'
import { besideName } from './write-file-atomically'

/**
 * Makes a folder whole or not at all: `fill` writes into an empty folder beside, which then takes the name.
 *
 * What stood there before is kept until then, and for good when `fill` fails.
 *
 * @param path - the folder to make or to replace
 * @param fill - writes everything into the folder it is given
 * @returns what `fill` returns
 * @throws FileError `NO_SPACE`, `READ_ONLY` or `IO`, or whatever `fill` throws.
 */
export async function replaceFolder<Result>(
  path: string,
  fill: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(path)
  const temporary = besideName(target)
  await withFileErrors('write', target, async () => {
    await mkdir(dirname(target), { recursive: true })
    await mkdir(temporary)
  })
  try {
    const result = await runFill(fill, temporary, target)
    await withFileErrors('write', target, () => renameOver(temporary, target))
    return result
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/** Failures of writing are about the folder; what `fill` fails to read elsewhere is its own affair. */
async function runFill<Result>(
  fill: (temporary: string) => Promise<Result>,
  temporary: string,
  target: string,
): Promise<Result> {
  try {
    return await fill(temporary)
  } catch (error) {
    const isElsewhere = error instanceof Error && 'path' in error && !String(error.path).startsWith(temporary)
    const failure = isElsewhere ? undefined : explainFailure(error, 'write', target)
    throw failure ? new FileError(failure) : error
  }
}

/** A folder cannot be renamed over a full one, so the old one steps aside first and comes back if need be. */
async function renameOver(temporary: string, target: string): Promise<void> {
  if (!(await statIfThere(target))) return await rename(temporary, target)
  const old = besideName(target)
  await rename(target, old)
  try {
    await rename(temporary, target)
  } catch (error) {
    await rename(old, target)
    throw error
  }
  await rm(old, { recursive: true, force: true })
}
