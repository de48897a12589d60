import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { withFileErrors } from '../file-error'
import { hashFile } from '../hash-file'
import { statIfThere } from '../read-if-there'
import { checksumMismatch } from './checksum-mismatch'
import { FetchError } from './fetch-error'
import type { FetchPlan } from './fetch-plan'
import type { LocalSource } from './source'

/** A file of this machine, used where it lies. */
export async function useLocalFile({ path }: LocalSource, plan: FetchPlan): Promise<string> {
  const found = await statIfThere(path)
  if (!found?.isFile()) {
    const what = found ? `'${path}' is a folder, not a file.` : `There is no file '${path}'.`
    throw new FetchError({ code: 'NOT_FOUND', source: path, message: what, hint: 'Check the path.' })
  }
  await withFileErrors('read', path, () => access(path, constants.R_OK))
  if (plan.hash) {
    plan.report({ status: 'verify', name: plan.name })
    const received = await hashFile(path, plan.hash.algorithm, plan.signal)
    if (received !== plan.hash.value) throw checksumMismatch(path, plan.hash, received)
  }
  return path
}
