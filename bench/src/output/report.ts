import { basename } from 'node:path'
import type { Result } from '../jobs/result'
import type { Machine } from '../machine/machine'
import { type Measured, type Row, rowsOf } from '../measures/row'
import type { Run } from '../measures/run'
import type { ScalingRow } from '../scaling/run-scaling'

/** Everything that a run of the benchmark has found; what `--json` holds. */
export interface Report {
  /** ISO 8601. */
  readonly date: string
  readonly machine: Machine
  readonly versions: Readonly<Record<string, string | number>>
  readonly setting: Readonly<Record<string, string | number | undefined>>
  readonly rows: readonly Row[]
  readonly scaling: readonly ScalingRow[]
  /** Raw samples, process by process, in the order of measuring. */
  readonly runs: readonly Run[]
}

export interface ReportInput {
  readonly date: Date
  readonly machine: Machine
  readonly versions: Result['facts']
  readonly measured: Measured
  readonly scaling: readonly ScalingRow[]
}

export function reportOf({ date, machine, versions, measured, scaling }: ReportInput): Report {
  const { plan, runs } = measured
  const { data, weights, ...sizes } = plan.setting
  const { steps, validationSteps, calls } = plan
  return {
    date: date.toISOString(),
    machine,
    versions,
    // Only the names: a report is shown to others, and a path says where its maker lives.
    setting: { data: basename(data), weights: basename(weights), ...sizes, steps, validationSteps, calls },
    rows: rowsOf(measured),
    scaling,
    runs,
  }
}

export function reportJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 1)}\n`
}
