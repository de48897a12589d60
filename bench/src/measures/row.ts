import { ratios, type Summary, summarise } from '../statistics/statistics'
import { type Limits, MEASURES, type Measure, type Side } from './measures'
import { departures, type Plan } from './plan'
import type { Run } from './run'
import { type PairedSection, SECTIONS } from './sections'

export type Verdict = 'aim' | 'bar' | 'missed'

/** One line of the table. Seconds and bytes, whatever the unit shown. */
export interface Row {
  readonly name: string
  readonly label: string
  readonly unit: Measure['unit']
  readonly against: Measure['against']
  readonly graft?: Summary
  readonly peer?: Summary
  /** Of the pairs' ratios: the median is what the limits are for. */
  readonly ratio?: Summary
  readonly limits?: Limits
  /** What was reached; absent where it cannot be said, and `note` says why. */
  readonly verdict?: Verdict
  readonly note?: string
}

/** Why the rows of a section say less than they might. */
export interface Note {
  readonly section: PairedSection
  readonly text: string
}

/** Everything that rows are made of. */
export interface Measured {
  readonly plan: Plan
  readonly wanted: readonly PairedSection[]
  readonly runs: readonly Run[]
  readonly notes: readonly Note[]
}

/** The rows of the sections that were wanted. */
export function rowsOf(measured: Measured): Row[] {
  return MEASURES.filter(({ section }) => measured.wanted.includes(section)).map((measure) =>
    rowOf(measure, measured),
  )
}

function rowOf(measure: Measure, measured: Measured): Row {
  const { name, label, unit, against, section, limits } = measure
  const ours = valuesOf(measure, 'graft', measured.runs)
  const theirs = valuesOf(measure, against, measured.runs)
  const ratio = summarise(ratios(ours, theirs))
  const doubt = ratio && limits && doubtOf(section, ratio, measured.plan)
  const said = measured.notes.find((note) => note.section === section)
  return {
    ...{ name, label, unit, against, limits, ratio },
    graft: summarise(ours),
    peer: summarise(theirs),
    verdict: ratio && limits && !doubt ? verdictOf(ratio.median, limits) : undefined,
    note: said?.text ?? doubt,
  }
}

/** One number a process, in the order of the pairs. */
function valuesOf(measure: Measure, side: Side, runs: readonly Run[]): number[] {
  const { section, reduce } = measure
  const sample = side === 'graft' ? measure.sample : (measure.peerSample ?? measure.sample)
  return runs
    .filter((run) => run.section === section && run.side === side)
    .sort((one, other) => one.pair - other.pair)
    .map(({ samples }) => reduce(samples[sample] ?? []))
}

export function verdictOf(ratio: number, { bar, aim }: Limits): Verdict {
  if (ratio <= aim) return 'aim'
  return ratio <= bar ? 'bar' : 'missed'
}

/** Why a ratio must not be held against the limits. */
function doubtOf(section: PairedSection, { count }: Summary, plan: Plan): string | undefined {
  const { leastPairs } = SECTIONS[section]
  const reasons = departures(plan)
  if (count < leastPairs) reasons.push(`${count} of at least ${leastPairs} pairs`)
  return reasons.length > 0 ? `not judged: ${reasons.join(', ')}` : undefined
}
