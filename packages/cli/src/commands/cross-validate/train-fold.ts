import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { StopReason } from '@graft-ml/core'
import type { ProgressDisplay } from '@graft-ml/report'
import { scoresOf } from '../../predictions/scores'
import { createRun, runExists } from '../../run/create-run'
import { readPredictions } from '../../run/read-predictions'
import { type RunConfig, readRunConfig } from '../../run/run-config'
import { isFinished, type RunPaths, runPaths } from '../../run/run-paths'
import { runTraining } from '../../training/run-training'
import type { FoldScore } from './print-folds'

export interface TrainFoldOptions {
  /** Of the whole: the fold is filled in. */
  readonly run: RunConfig
  /** From 1. */
  readonly fold: number
  readonly folds: number
  /** Of the fold's run, new or from an earlier attempt. */
  readonly folder: string
  readonly display: ProgressDisplay
  readonly signal: AbortSignal
}

/** What came of a fold, and why it ended; without a score where it was interrupted. */
export interface TrainedFold {
  readonly reason: StopReason
  readonly score?: FoldScore
}

/**
 * Trains a fold, goes on with what an earlier attempt has begun, or reads what it has finished.
 *
 * @throws CliError `RUN_EXISTS` where another run is in the folder
 */
export async function trainFold(options: TrainFoldOptions): Promise<TrainedFold> {
  const { run: whole, fold, folds, folder, display, signal } = options
  const run: RunConfig = { ...whole, train: { ...whole.train, fold: `${fold}/${folds}` } }
  const paths = await openFold(run, folder)
  const score = (predictions: Parameters<typeof scoresOf>[0]) => {
    const { accuracy, loss, support } = scoresOf(predictions, run.classes)
    return { fold, accuracy, loss, photos: support }
  }
  if (isFinished(paths)) {
    display.print(`Fold ${fold} of ${folds} is there already.`)
    return { reason: 'completed', score: score(await readPredictions(paths, run.classes)) }
  }
  display.print(`Fold ${fold} of ${folds}`)
  const { reason, predictions } = await runTraining({ paths, run, display, signal })
  return { reason, score: predictions && score(predictions) }
}

async function openFold(run: RunConfig, folder: string): Promise<RunPaths> {
  const paths = runPaths(folder)
  if (!existsSync(paths.config)) return await createRun('.', run, folder)
  const { photos, classes, train } = await readRunConfig(folder)
  // As it was written: what is undefined is not.
  const asked = JSON.parse(JSON.stringify({ photos: run.photos, classes: run.classes, train: run.train }))
  if (!isDeepStrictEqual({ photos, classes, train }, asked)) throw runExists(folder)
  return paths
}
