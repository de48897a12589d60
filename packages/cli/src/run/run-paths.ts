import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where everything of a run lies. */
export interface RunPaths {
  readonly folder: string
  /** What was asked for: enough to go on after a kill. */
  readonly config: string
  /** The machine, the versions, the time by stage. */
  readonly environment: string
  /** Every number of every epoch. */
  readonly history: string
  /** Backups, as long as the run is not finished. */
  readonly checkpoints: string
  readonly model: string
  /** What the model says of each photo that it was validated on. */
  readonly predictions: string
  /** All of it as a page. */
  readonly report: string
  /** For TensorBoard. */
  readonly events: string
}

export function runPaths(folder: string): RunPaths {
  return {
    folder,
    config: join(folder, 'config.json'),
    environment: join(folder, 'environment.json'),
    history: join(folder, 'history.json'),
    checkpoints: join(folder, 'checkpoints'),
    model: join(folder, 'model'),
    predictions: join(folder, 'predictions.csv'),
    report: join(folder, 'report.html'),
    events: join(folder, 'events'),
  }
}

/** Its backups go last, when all results are there. */
export function isFinished({ report, checkpoints }: RunPaths): boolean {
  return existsSync(report) && !existsSync(checkpoints)
}
