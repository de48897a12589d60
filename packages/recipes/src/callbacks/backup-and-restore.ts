import { readdir, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { InvalidArgumentError } from '@graft-ml/core'
import { withFileErrors } from '@graft-ml/core/files'
import { readBackup } from '../backup/read-backup'
import { partialOf, previousOf, writeBackup } from '../backup/write-backup'
import { RecipeError } from '../errors/recipe-error'
import type { PlainData, Progress, RunIdentity, TrainingState } from '../fit/training-state'
import { phaseFile } from '../options/phase-file'
import { type SaveFrequency, saveFrequency } from '../options/save-frequency'
import { Callback, type TrainingContext } from './callback'

/** Where backups lie, and how often they are taken. */
export interface BackupAndRestoreOptions {
  /** Where backups are kept, one file for each phase; may be shared by a feature extraction and a fine-tuning. */
  readonly folder: string
  /** `'epoch'` (default): after each epoch with its validation; a number: after that many steps. */
  readonly saveFrequency?: SaveFrequency
  /** Keep the backup before the last one too, and go on from it where the last one is damaged. Default false. */
  readonly doubleCheckpoint?: boolean
  /** Delete the backup when the phase has ended well. Default true. */
  readonly deleteCheckpoint?: boolean
}

/** What a backup file holds. */
interface Backup {
  readonly identity: RunIdentity
  readonly state: TrainingState
}

/**
 * Keeps backups of a phase of training, so that the same program, run again after a crash or a kill, goes on where
 * the last backup was taken and ends with the weights and the history of a run that was never interrupted.
 *
 * A backup holds the trained weights, the optimizer, the random layers, the places in the sources, the running logs,
 * the history, and what the other callbacks keep (`Callback.state`). It is replaced whole or not at all.
 *
 * With `deleteCheckpoint: false` the backup of a phase that has ended stays: run again, the phase is over at once, with
 * its history and its weights; with more `epochs` it goes on. An aborted phase is backed up at the step at which it
 * stopped. A phase that ends with a loss that is not finite keeps its last backup.
 *
 * Source: Keras's callback of the same name, which goes on at the last epoch, with a new history.
 *
 * @throws InvalidArgumentError for wrong options; from training, RecipeError `BROKEN_BACKUP`, `FOREIGN_BACKUP` and
 *   FileError
 *
 * @example
 * const backup = new BackupAndRestore({ folder: 'runs/cats/backup' })
 * await fineTune(model, { engine, train, validation, callbacks: [backup] })
 */
export class BackupAndRestore extends Callback {
  private readonly options: Required<BackupAndRestoreOptions>
  private stepsSinceSave = 0

  constructor({
    folder,
    saveFrequency: frequency = 'epoch',
    doubleCheckpoint = false,
    deleteCheckpoint = true,
  }: BackupAndRestoreOptions) {
    super()
    if (typeof folder !== 'string' || folder === '') {
      throw new InvalidArgumentError({
        argument: 'folder',
        expected: 'the path of a folder',
        received: folder,
      })
    }
    const options = { saveFrequency: saveFrequency(frequency), doubleCheckpoint, deleteCheckpoint }
    this.options = { folder: resolve(folder), ...options }
  }

  override async resume(context: TrainingContext): Promise<TrainingState | undefined> {
    const path = this.pathOf(context)
    const backup = await readWhole(path)
    if (backup) assertSame(backup.identity, await context.identity(), path)
    this.stepsSinceSave = 0
    return backup?.state
  }

  override async onSettled(context: TrainingContext, next: Progress): Promise<void> {
    if (next.step > 0) this.stepsSinceSave++
    if (!this.isDue(context, next)) return
    this.stepsSinceSave = 0
    const backup: Backup = { identity: await context.identity(), state: await context.state() }
    const keepPrevious = this.options.doubleCheckpoint
    await writeBackup(this.pathOf(context), backup as unknown as PlainData, { keepPrevious })
  }

  override async onTrainEnd(context: TrainingContext): Promise<void> {
    const endedWell = context.reason === 'completed' || context.reason === 'stopped-by-callback'
    if (!endedWell || !this.options.deleteCheckpoint) return
    const path = this.pathOf(context)
    await withFileErrors('write', path, async () => {
      for (const file of [path, previousOf(path), partialOf(path)]) await rm(file, { force: true })
      await removeIfEmpty(this.options.folder)
    })
  }

  private isDue({ reason, epochs }: TrainingContext, { epoch, step }: Progress): boolean {
    const { saveFrequency: frequency, deleteCheckpoint } = this.options
    if (reason === 'aborted') return true
    // What is deleted in a moment need not be written; what stays is to hold the end.
    const isEnd = step === 0 && (epoch >= epochs || reason !== 'completed')
    if (isEnd) return !deleteCheckpoint
    return frequency === 'epoch' ? step === 0 : step > 0 && this.stepsSinceSave >= frequency
  }

  private pathOf({ phase }: TrainingContext): string {
    return join(this.options.folder, phaseFile(phase, 'backup'))
  }
}

/** The last backup, or the one before where that one is damaged or was lost between two renames. */
async function readWhole(path: string): Promise<Backup | undefined> {
  try {
    const last = (await readBackup(path)) ?? (await readBackup(previousOf(path)))
    return last as unknown as Backup | undefined
  } catch (error) {
    if (!(error instanceof RecipeError && error.code === 'BROKEN_BACKUP')) throw error
    const previous = await readBackup(previousOf(path))
    if (previous === undefined) throw error
    // Or the next backup would put the damaged one in the place of the good one.
    await rm(path, { force: true })
    return previous as unknown as Backup
  }
}

/** @throws RecipeError `FOREIGN_BACKUP` */
function assertSame(theirs: RunIdentity, own: RunIdentity, path: string): void {
  const different = Object.keys(own).filter((name) => own[name] !== theirs[name])
  if (different.length === 0) return
  const [name] = different
  throw new RecipeError({
    code: 'FOREIGN_BACKUP',
    message: `'${path}' is the backup of a run that differs in its ${name}: there ${theirs[name]}, here ${own[name]}.`,
    hint: 'Run with what it was made with, give this run a folder of its own, or delete the backup to begin anew.',
  })
}

async function removeIfEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (names?.length === 0) await rmdir(folder)
}
