import type { EngineDiagnosis } from '@graft-ml/engine/diagnose'
import { describeMachine } from '../../machine/describe-machine'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { painterOf } from '../../terminal/paint'
import { widthOf } from '../../terminal/wrap'
import { jsonText } from '../../text/json-document'
import { describeCache } from './describe-cache'
import { EXIT } from './exit-codes'
import { findEngine } from './find-engine'
import { printDiagnosis } from './print-diagnosis'
import { printMachine } from './print-machine'
import type { Report } from './report'

/** Looks, prints, and gives the exit code. */
export async function runDoctor(
  { json, seconds }: { readonly json: boolean; readonly seconds: number },
  { stdout, stderr, folder }: Surroundings,
): Promise<number> {
  const { diagnose, ...engine } = findEngine(folder)
  const [machine, cache] = await Promise.all([describeMachine(), describeCache()])
  const page = { paint: painterOf(stdout), width: widthOf(stdout) }
  if (!json) stdout.write(printMachine({ machine, engine, cache }, page))
  const diagnosis = await withNotice(stderr, 'Trying each engine …', () => diagnose({ seconds }))
  const report: Report = { format: 1, machine, engine, ...diagnosis, cache }
  stdout.write(json ? jsonText(report) : printDiagnosis(diagnosis, page))
  return exitCodeOf(diagnosis.engines)
}

function exitCodeOf(engines: readonly EngineDiagnosis[]): number {
  return engines.some(({ state }) => state === 'fast') ? EXIT.fast : EXIT.slow
}
