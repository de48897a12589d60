import type { Measure, Side } from '../measures/measures'
import type { Row, Verdict } from '../measures/row'
import type { Summary } from '../statistics/statistics'

/** What a unit is, in seconds or bytes. */
const UNITS = { s: 1, ms: 1e-3, MB: 2 ** 20 } as const satisfies Record<Measure['unit'], number>

export const SIDE_NAMES: Readonly<Record<Side, string>> = {
  graft: 'Graft',
  keras: 'Keras',
  onnxruntime: 'bare ONNX Runtime',
}

export const VERDICTS: Readonly<Record<Verdict, string>> = { aim: 'aim', bar: 'bar', missed: 'MISSED' }

export const COLUMNS = ['measure', 'Graft', 'against', 'ratio', 'bar', 'aim', 'pass'] as const

/** The cells of a row, in the order of the columns. */
export function cells({ label, graft, peer, against, unit, ratio, limits, verdict }: Row): string[] {
  return [
    label,
    withSpread(graft, unit),
    peer ? `${SIDE_NAMES[against]} ${withSpread(peer, unit)}` : '-',
    withSpread(ratio),
    limits ? limits.bar.toFixed(2) : '-',
    limits ? limits.aim.toFixed(2) : '-',
    verdict ? VERDICTS[verdict] : '-',
  ]
}

/** '45.2 s (44.1 - 46.0)'; a number alone where there was one process. */
export function withSpread(summary: Summary | undefined, unit?: Measure['unit']): string {
  if (!summary) return '-'
  const { median, min, max, count } = summary
  const scale = unit ? UNITS[unit] : 1
  const middle = `${short(median / scale)}${unit ? ` ${unit}` : ''}`
  return count === 1 ? middle : `${middle} (${short(min / scale)} - ${short(max / scale)})`
}

/** Three digits that count, and no exponent. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-'
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
