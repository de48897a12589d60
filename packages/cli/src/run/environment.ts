import type { Engine } from '@graft-ml/engine'
import { version_core as tfjs } from '@tensorflow/tfjs-core'
import { version } from '../../package.json'
import { describeMachine, type Machine } from '../machine/describe-machine'
import type { StageSeconds } from './stage-clock'

/** What a run's numbers depend on beside its configuration, and what it took. */
export interface Environment {
  readonly versions: { readonly graft: string; readonly node: string; readonly tfjs: string }
  readonly engine: string
  readonly machine: Machine
  /** Seconds by stage, those of earlier attempts included. */
  readonly stages: StageSeconds
  readonly peakMemoryBytes: number
}

export async function describeEnvironment(engine: Engine, stages: StageSeconds): Promise<Environment> {
  const machine = await describeMachine()
  return {
    versions: { graft: version, node: machine.node, tfjs },
    engine: engine.name,
    machine,
    stages,
    // maxRSS is in kilobytes on every system.
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  }
}
