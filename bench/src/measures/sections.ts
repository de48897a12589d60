import type { Job } from '../jobs/job'
import type { Plan } from './plan'

/** What is measured together: one job of each side, again and again. */
export const SECTION_NAMES = [
  'exercise',
  'feature-extraction-step',
  'fine-tuning-step',
  'trunk',
  'pictures',
  'start',
  'pooled',
  'scaling',
] as const
export type SectionName = (typeof SECTION_NAMES)[number]

/** The sections that rows of the table come from. */
export type PairedSection = Exclude<SectionName, 'scaling'>

/** Those that run only by name or by flag, as they take long. */
export const LONG_SECTIONS = ['pooled', 'scaling'] as const satisfies readonly SectionName[]

export interface Section {
  /** Pairs of processes without which a median does not count. */
  readonly leastPairs: number
  /** What each side runs. */
  job(plan: Plan): Job
}

/** Calls before those that count: by then graphs are traced, code is compiled, pools are warm. */
const WARM_UP = 5

const calls = ({ calls }: Plan) => ({ warmUp: WARM_UP, timed: calls })

export const SECTIONS: Readonly<Record<PairedSection, Section>> = {
  exercise: {
    leastPairs: 3,
    job: ({ setting, steps, validationSteps }) => ({
      ...{ kind: 'exercise', ...setting, steps, validationSteps },
      ...{ epochs: 2, fineTuneEpochs: 2 },
    }),
  },
  'feature-extraction-step': {
    leastPairs: 5,
    job: (plan) => ({ kind: 'step', phase: 'featureExtraction', ...plan.setting, ...calls(plan) }),
  },
  'fine-tuning-step': {
    leastPairs: 5,
    job: (plan) => ({ kind: 'step', phase: 'fineTuning', ...plan.setting, ...calls(plan) }),
  },
  trunk: { leastPairs: 5, job: (plan) => ({ kind: 'trunk', ...plan.setting, ...calls(plan) }) },
  pictures: { leastPairs: 5, job: (plan) => ({ kind: 'pictures', ...plan.setting, ...calls(plan) }) },
  start: { leastPairs: 5, job: ({ setting, steps }) => ({ kind: 'start', ...setting, steps }) },
  pooled: {
    // One is the sum of fifty epochs, and Keras's take most of an hour.
    leastPairs: 1,
    job: ({ setting, steps, validationSteps }) => ({
      ...{ kind: 'exercise', ...setting, steps, validationSteps },
      ...{ epochs: 2, fineTuneEpochs: 50, pooledVariants: 5 },
    }),
  },
}
