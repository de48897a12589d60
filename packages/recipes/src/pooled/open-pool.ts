import { createHash } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Phase } from '@graft-ml/core'
import { FileError, withFileErrors, withLock } from '@graft-ml/core/files'
import { partialOf } from '../backup/write-backup'
import { RowFile } from '../features/stored/row-file'
import type { RunIdentity } from '../fit/training-state'
import { phaseFile } from '../options/phase-file'
import { type MakePoolOptions, makePool, type PoolDescription } from './make-pool'
import { unidentified } from './options'
import { type PoolFooter, readFooter, writeFooter } from './pool-file'

export interface OpenPoolOptions extends Omit<MakePoolOptions, 'file'> {
  readonly phase: Phase
  /** What the model is, so that kept features are used by the same one only. */
  modelIdentity(): Promise<RunIdentity>
}

/** A pool that is ready to be read; whoever opened it closes its file. */
export interface OpenPool {
  readonly description: PoolDescription
  readonly file: RowFile
  readonly reused: boolean
}

/**
 * The pool of a phase: a new one in a temporary file or, with a folder, the one that is kept there where it is of the same
 * model, source and variants; otherwise a new one takes its place.
 *
 * @returns undefined where the signal ended it
 */
export async function openPool(options: OpenPoolOptions): Promise<OpenPool | undefined> {
  const { folder } = options.pooled
  if (folder === undefined) return makeIn(await RowFile.temporary(), options)
  const path = join(resolve(folder), phaseFile(options.phase, 'pool'))
  const identity = await poolIdentity(options, folder)
  await withFileErrors('write', path, () => mkdir(dirname(path), { recursive: true }))
  try {
    const { signal } = options
    const pool = await withLock(path, (held) => openOrMake(path, identity, { ...options, signal: held }), {
      signal,
    })
    if (!pool && !signal?.aborted) throw lockLost(path)
    return pool
  } catch (error) {
    if (options.signal?.aborted && FileError.isInstance(error) && error.code === 'ABORTED') return undefined
    throw error
  }
}

async function openOrMake(
  path: string,
  identity: string,
  options: OpenPoolOptions,
): Promise<OpenPool | undefined> {
  const footer = await readFooter(path)
  if (footer?.identity === identity) {
    const file = await RowFile.open(path, footer.checksums)
    return { description: descriptionOf(footer), file, reused: true }
  }
  const partial = partialOf(path)
  try {
    return await makeIn(await RowFile.create(partial), options, async ({ file, description }) => {
      await writeFooter(file, identity, description)
      await withFileErrors('write', path, () => rename(partial, path))
    })
  } finally {
    await rm(partial, { force: true })
  }
}

/** Closes the file where no pool comes of it. */
async function makeIn(
  file: RowFile,
  options: OpenPoolOptions,
  finish: (pool: OpenPool) => Promise<void> = async () => {},
): Promise<OpenPool | undefined> {
  let pool: OpenPool | undefined
  try {
    const description = await makePool({ ...options, file })
    if (!description) return undefined
    const made = { description, file, reused: false }
    await finish(made)
    pool = made
    return pool
  } finally {
    if (!pool) await file.close()
  }
}

async function poolIdentity(
  { source, pooled, modelIdentity }: OpenPoolOptions,
  folder: string,
): Promise<string> {
  const passes = await source.identity?.()
  if (passes === undefined) throw unidentified(folder)
  const run = await modelIdentity()
  const parts = [passes, pooled.variants, run['layers (SHA-256)'], run['frozen weights (SHA-256)']]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function descriptionOf({ description, labels }: PoolFooter): PoolDescription {
  return { ...description, labels: { data: Float32Array.from(labels.data), shape: labels.shape } }
}

function lockLost(path: string): FileError {
  return new FileError({
    code: 'LOCK_LOST',
    path,
    message: `Another process took over '${path}' while it was being made.`,
    hint: 'Run again when the other has ended, or give each run a `pooled.folder` of its own.',
  })
}
