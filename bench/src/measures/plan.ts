import type { Setting } from '../jobs/job'

/** What a whole run of the benchmark is about, with every default filled in. */
export interface Plan {
  readonly setting: Setting
  readonly steps: number
  readonly validationSteps: number
  /** Steps, or batches, that a process times. */
  readonly calls: number
  /** undefined: each section's own number. */
  readonly pairs?: number
}

/** What the exercise has: another size or fewer steps are another experiment, which no bar is for. */
const EXERCISE = { imageSize: 150, batchSize: 20, steps: 100, validationSteps: 50 }

/** Where a plan leaves the exercise; empty where it does not. */
export function departures({ setting, steps, validationSteps }: Plan): string[] {
  const { imageSize, batchSize, threads } = setting
  const planned = { imageSize, batchSize, steps, validationSteps }
  const names = Object.keys(EXERCISE) as (keyof typeof EXERCISE)[]
  const changed = names
    .filter((name) => planned[name] !== EXERCISE[name])
    .map((name) => `${name} ${planned[name]} instead of ${EXERCISE[name]}`)
  return threads === undefined ? changed : [...changed, `threads limited to ${threads}`]
}
