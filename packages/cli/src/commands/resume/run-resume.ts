import { resolve } from 'node:path'
import { readRunConfig } from '../../run/run-config'
import { isFinished, runPaths } from '../../run/run-paths'
import type { Surroundings } from '../../surroundings'
import { withInterruption } from '../../terminal/interruption'
import { jsonDocument } from '../../text/json-document'
import { trainRun } from '../../training/train-run'

export interface ResumeOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly ui: boolean
}

/** Goes on where a run's last backup was taken, and gives the exit code. */
export async function runResume(
  folder: string,
  options: ResumeOptions,
  surroundings: Surroundings,
): Promise<number> {
  const paths = runPaths(resolve(surroundings.folder, folder))
  const run = await readRunConfig(paths.folder)
  if (isFinished(paths)) {
    surroundings.stdout.write(
      options.json
        ? jsonDocument({ run: paths.folder, reason: 'completed' })
        : `The run in ${folder} is finished.\n`,
    )
    return 0
  }
  return await withInterruption(surroundings.stderr, (signal) =>
    trainRun({ paths, run, ...options, signal }, surroundings),
  )
}
