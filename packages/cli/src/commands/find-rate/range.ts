import { number, type ValuesOf, wholeNumber } from '../../knobs/knob'

/** Which rates are tried. */
export const RANGE = {
  from: number('--from <rate>', 'of the first step', { from: 1e-12, below: 1000 }),
  to: number('--to <rate>', 'of the last step', { from: 1e-12, below: 1000 }),
  trials: wholeNumber('--trials <n>', 'steps', [10, 10_000]),
} as const

export type Range = ValuesOf<typeof RANGE>

export const USUAL_RANGE: Range = { from: 1e-6, to: 1, trials: 100 }
