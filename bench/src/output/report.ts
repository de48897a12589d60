import { basename } from 'node:path'
import type { Result } from '../jobs/result'
import type { Machine } from '../machine/machine'
import type { Plan } from '../measures/plan'
import { type Measured, type Row, rowsOf } from '../measures/row'
import type { Run } from '../measures/run'
import type { SectionName } from '../measures/sections'
import type { ScalingRow } from '../scaling/run-scaling'

/** Everything that a run of the benchmark has found; what `--json` holds. */
export interface Report {
  /** When the last of it was measured. ISO 8601. */
  readonly date: string
  /** When each section was begun. ISO 8601. */
  readonly dates: Readonly<Partial<Record<SectionName, string>>>
  readonly machine: Machine
  readonly versions: Readonly<Record<string, string | number>>
  readonly setting: Readonly<Record<string, string | number | undefined>>
  readonly rows: readonly Row[]
  readonly scaling: readonly ScalingRow[]
  /** Raw samples, process by process, in the order of measuring. */
  readonly runs: readonly Run[]
}

export interface ReportInput {
  readonly dates: Report['dates']
  readonly machine: Machine
  readonly versions: Result['facts']
  readonly measured: Measured
  readonly scaling: readonly ScalingRow[]
}

export function reportOf({ dates, machine, versions, measured, scaling }: ReportInput): Report {
  const { plan, runs } = measured
  return {
    date: Object.values(dates).sort().at(-1) ?? '',
    dates,
    machine,
    versions,
    setting: settingOf(plan),
    rows: rowsOf(measured),
    scaling,
    runs,
  }
}

/** Only the names of paths: a report is shown to others, and a path says where its maker lives. */
export function settingOf({ setting, steps, validationSteps, calls }: Plan): Report['setting'] {
  const { data, weights, ...sizes } = setting
  return { data: basename(data), weights: basename(weights), ...sizes, steps, validationSteps, calls }
}

export function reportJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 1)}\n`
}
