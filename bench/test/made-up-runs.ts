import type { Side } from '../src/measures/measures'
import type { Plan } from '../src/measures/plan'
import type { Run } from '../src/measures/run'
import type { PairedSection } from '../src/measures/sections'

/** The exercise as it stands. */
export const exercisePlan: Plan = {
  setting: {
    ...{ data: '/home/someone/photos', weights: '/home/someone/w.h5', imageSize: 150, batchSize: 20 },
    ...{ seed: 1, engine: 'auto' },
  },
  steps: 100,
  validationSteps: 50,
  calls: 20,
}

/** One process of a side for each list of values. */
export function runsOf(
  section: PairedSection,
  side: Side,
  sample: string,
  ...processes: readonly (readonly number[])[]
): Run[] {
  return processes.map((values, pair) => ({
    section,
    side,
    pair,
    samples: { [sample]: [...values] },
    facts: {},
  }))
}
