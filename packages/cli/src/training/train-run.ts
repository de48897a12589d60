import { basename, relative } from 'node:path'
import { createProgress } from '@graft-ml/report'
import { scoresOf } from '../predictions/scores'
import type { RunConfig } from '../run/run-config'
import type { RunPaths } from '../run/run-paths'
import type { Surroundings } from '../surroundings'
import { painterOf } from '../terminal/paint'
import { widthOf } from '../terminal/wrap'
import { jsonDocument } from '../text/json-document'
import { openWatch } from '../watch/watch'
import { EXIT_OF } from './exit-codes'
import { printResult } from './print-result'
import { runTraining } from './run-training'

export interface TrainRunOptions {
  readonly paths: RunPaths
  readonly run: RunConfig
  readonly json: boolean
  readonly quiet: boolean
  readonly signal: AbortSignal
  /** Serve a page that shows how it goes. */
  readonly ui: boolean
}

/** Trains a run, shows how it goes and what came of it, and gives the exit code. */
export async function trainRun(
  { paths, run, json, quiet, signal, ui }: TrainRunOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<number> {
  // Results are for stdout, where a program may read them.
  const display = createProgress({ stream: stderr, quiet })
  const watch = ui ? await openWatch(basename(paths.folder)) : undefined
  if (watch) display.print(`Watch it at ${watch.url}`)
  try {
    const result = await runTraining({ paths, run, display, signal, watch })
    watch?.run.end(result.reason)
    display.close()
    const { reason, history, predictions } = result
    const scores = predictions && scoresOf(predictions, run.classes)
    if (json) stdout.write(jsonDocument({ run: paths.folder, reason, scores, ...history.toJSON() }))
    else {
      const page = { paint: painterOf(stdout), width: widthOf(stdout) }
      stdout.write(printResult({ folder: relative(here, paths.folder) || '.', reason, scores }, page))
    }
    return EXIT_OF[reason]
  } catch (error) {
    watch?.run.end('failed')
    throw error
  } finally {
    display.close()
    await watch?.close()
  }
}
