import { InvalidArgumentError } from '@graft-ml/core'
import { ENGINES } from '../engines/engine-names'
import type { Diagnosis } from './diagnosis'
import { judgeChoice } from './judge/judge-choice'
import { judgeEngine } from './judge/judge-engine'
import type { ProbeOutcome, ProbeSubject } from './probe/probe-messages'
import { runProbe } from './probe/run-probe'

/** How long the engines may be tried. */
export interface DiagnoseOptions {
  /** How long trying one engine may take. Default 60: a GPU's first start may compile for a while. */
  readonly seconds?: number
}

/** The longest limit: timers know no eternity. */
const A_DAY = 86_400

/** What is tried side by side. What may use a GPU takes turns: TensorFlow claims all of its memory. */
const LANES: readonly (readonly ProbeSubject[])[] = [
  ['onnx', 'wasm', 'cpu'],
  ['webgpu', 'tensorflow', 'auto'],
]

/**
 * Looks which engines work on this machine: each loads and trains a step in a process of its own, so that nothing
 * changes in this one, whatever a native module does.
 *
 * @example
 * const { engines, choice } = await diagnose()
 * for (const { name, usable, reason } of engines) console.log(name, usable, reason)
 * console.log(choice.engine, choice.reason)
 *
 * @throws InvalidArgumentError
 */
export async function diagnose({ seconds = 60 }: DiagnoseOptions = {}): Promise<Diagnosis> {
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= A_DAY)) {
    throw new InvalidArgumentError({
      argument: 'seconds',
      expected: `a number above 0, at most ${A_DAY}`,
      received: seconds,
    })
  }
  const outcomes = await runProbes(seconds)
  const engines = ENGINES.map((name) => judgeEngine(name, outcomes.get(name)!))
  return { engines, choice: judgeChoice(outcomes.get('auto')!.ending, engines) }
}

async function runProbes(seconds: number): Promise<Map<ProbeSubject, ProbeOutcome>> {
  const outcomes = new Map<ProbeSubject, ProbeOutcome>()
  await Promise.all(
    LANES.map(async (lane) => {
      for (const subject of lane) outcomes.set(subject, await runProbe(subject, { seconds }))
    }),
  )
  return outcomes
}
