import { FileError } from '../file-error'
import { hashFile } from '../hash-file'
import { readJsonIfThere, statIfThere } from '../read-if-there'
import { writeFileAtomically } from '../write/write-file-atomically'
import type { FetchPlan } from './fetch-plan'
import type { RemoteSource } from './source'

/** Kept beside a cached file, so that it need not be hashed on every run. */
interface CacheNote {
  readonly source: string
  /** Which url the file came from. */
  readonly key: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
  /** The hash that the file was seen to have. */
  readonly hash?: string
}

/**
 * Whether the cache has the file that the plan asks for.
 *
 * With a hash, the hash decides. Without one, a file that came from another url of the same name is not it;
 * a file that somebody put there by hand is.
 */
export async function isCached(plan: FetchPlan): Promise<boolean> {
  const found = await statIfThere(plan.target)
  if (!found?.isFile()) return false
  const note = (await readJsonIfThere(notePath(plan))) as CacheNote | undefined
  const isCurrent = note !== undefined && note.size === found.size && note.modified === found.mtimeMs
  if (!plan.hash) return !isCurrent || remoteSources(plan).some(({ key }) => key === note.key)
  if (isCurrent && note.hash === plan.hash.value) return true
  plan.report({ status: 'verify', name: plan.name })
  const hash = await hashFile(plan.target, plan.hash.algorithm, plan.signal)
  if (hash !== plan.hash.value) return false
  await remember(plan, remoteSources(plan)[0])
  return true
}

/** Notes that the cached file is the one the plan asks for. */
export async function remember(plan: FetchPlan, source: RemoteSource | undefined): Promise<void> {
  const found = await statIfThere(plan.target)
  if (!found || !source) return
  const note: CacheNote = {
    source: source.label,
    key: source.key,
    size: found.size,
    modified: found.mtimeMs,
    hash: plan.hash?.value,
  }
  try {
    await writeFileAtomically(notePath(plan), `${JSON.stringify(note, undefined, 2)}\n`)
  } catch (error) {
    // A cache that cannot be written can still be read; the file is hashed again next time.
    if (!(FileError.isInstance(error) && error.code === 'READ_ONLY')) throw error
  }
}

export function remoteSources(plan: FetchPlan): RemoteSource[] {
  return plan.sources.filter((source) => source.kind === 'remote')
}

function notePath(plan: FetchPlan): string {
  return `${plan.target}.cache.json`
}
