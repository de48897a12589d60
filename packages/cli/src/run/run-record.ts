import type { TrainingEvent } from '@graft-ml/core'
import { readJsonIfThere, readTextIfThere, writeFileAtomically } from '@graft-ml/core/files'
import type { Engine } from '@graft-ml/engine'
import { History } from '@graft-ml/report'
import { jsonDocument, jsonText } from '../text/json-document'
import { describeEnvironment, type Environment } from './environment'
import { describeRun, type RunConfig } from './run-config'
import type { RunPaths } from './run-paths'
import { type Stage, StageClock } from './stage-clock'

/** What is written down of a run while it goes on: its numbers, its machine, its time. */
export class RunRecord {
  private constructor(
    private readonly paths: RunPaths,
    private readonly engine: Engine,
    readonly history: History,
    private readonly clock: StageClock,
  ) {}

  /** A new record, or what earlier attempts of the run have written down. */
  static async open(paths: RunPaths, run: RunConfig, engine: Engine): Promise<RunRecord> {
    const text = await readTextIfThere(paths.history)
    const earlier = text === undefined ? {} : History.parse(text)
    const environment = (await readJsonIfThere(paths.environment)) as Partial<Environment> | undefined
    const history = new History({ ...earlier, config: describeRun(run), environment: {} })
    return new RunRecord(paths, engine, history, new StageClock(environment?.stages))
  }

  readonly take = (event: TrainingEvent): void => {
    this.clock.take(event)
    this.history.record(event)
  }

  /** The time since the last event was this stage's. */
  count(stage: Stage): void {
    this.clock.count(stage)
  }

  /** Writes what there is, each file whole. */
  readonly write = async (): Promise<Environment> => {
    const environment = await describeEnvironment(this.engine, this.clock.seconds)
    await writeFileAtomically(this.paths.environment, jsonDocument(environment))
    await writeFileAtomically(this.paths.history, jsonText(this.history))
    return environment
  }
}
