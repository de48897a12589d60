import { join, relative, resolve } from 'node:path'
import type { StopReason } from '@graft-ml/core'
import { createProgress, type ProgressDisplay } from '@graft-ml/report'
import type { TrainingOptions } from '../../config/add-train-options'
import { freeFolder } from '../../run/create-run'
import type { RunConfig } from '../../run/run-config'
import type { Surroundings } from '../../surroundings'
import { withInterruption } from '../../terminal/interruption'
import { painterOf } from '../../terminal/paint'
import { jsonDocument } from '../../text/json-document'
import { decideRun } from '../../training/decide-run'
import { EXIT_OF } from '../../training/exit-codes'
import { type FoldScore, printFolds, summaryOf } from './print-folds'
import { trainFold } from './train-fold'

export interface CrossValidateOptions extends TrainingOptions {
  readonly folds: number
  readonly out?: string
  readonly json: boolean
  readonly quiet: boolean
}

/** Trains and validates fold by fold, says how far they lie apart, and gives the exit code. */
export async function runCrossValidate(
  photos: string | undefined,
  { preset, config, folds, out, json, quiet, ...knobs }: CrossValidateOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<number> {
  return await withInterruption(stderr, async (signal) => {
    const display = createProgress({ stream: stderr, quiet })
    try {
      const { onProgress } = display
      const run = await decideRun({ photos, preset, config, knobs }, { here, onProgress, signal })
      const folder = out === undefined ? freeFolder(here, run) : resolve(here, out)
      const { reason, scores } = await trainFolds(run, { folds, folder, display, signal })
      const summary = reason === 'aborted' ? undefined : summaryOf(scores)
      const place = relative(here, folder) || '.'
      stdout.write(
        json
          ? jsonDocument({ folder, reason, folds: scores, ...summary })
          : printFolds({ scores, summary, folder: place }, painterOf(stdout)),
      )
      return EXIT_OF[reason]
    } finally {
      display.close()
    }
  })
}

interface FoldsOptions {
  readonly folds: number
  readonly folder: string
  readonly display: ProgressDisplay
  readonly signal: AbortSignal
}

async function trainFolds(run: RunConfig, { folds, folder, display, signal }: FoldsOptions) {
  const scores: FoldScore[] = []
  let worst: StopReason = 'completed'
  for (let fold = 1; fold <= folds; fold++) {
    const own = join(folder, `fold-${fold}`)
    const { reason, score } = await trainFold({ ...{ run, fold, folds, display, signal }, folder: own })
    if (!score) return { reason: 'aborted' as const, scores }
    if (reason === 'not-a-number') worst = reason
    scores.push(score)
  }
  return { reason: worst, scores }
}
