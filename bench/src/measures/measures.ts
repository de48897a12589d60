import { SAMPLES } from '../jobs/result'
import { mean, sum } from '../statistics/statistics'
import type { PairedSection } from './sections'

/** Who is measured. `onnxruntime`: the trunk's graph in a plain session. */
export const SIDES = ['graft', 'keras', 'onnxruntime'] as const
export type Side = (typeof SIDES)[number]

/** What a ratio must not exceed, and what would be good. */
export interface Limits {
  readonly bar: number
  readonly aim: number
}

/** One row of the table: what of a process's samples is compared with whose. */
export interface Measure {
  readonly name: string
  readonly label: string
  readonly section: PairedSection
  readonly against: Exclude<Side, 'graft'>
  readonly sample: string
  /** Where the other side's is another one. */
  readonly peerSample?: string
  /** One number a process. */
  readonly reduce: (values: readonly number[]) => number
  readonly unit: 's' | 'ms' | 'MB'
  readonly limits?: Limits
}

/** In the order of the table. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'feature-extraction-epochs',
    label: 'feature extraction, 2 epochs with validation',
    section: 'exercise',
    against: 'keras',
    sample: SAMPLES.featureExtractionEpochs,
    reduce: sum,
    unit: 's',
    limits: { bar: 0.5, aim: 0.33 },
  },
  {
    name: 'fine-tuning-epochs',
    label: 'fine-tuning, 2 epochs with validation',
    section: 'exercise',
    against: 'keras',
    sample: SAMPLES.fineTuningEpochs,
    reduce: sum,
    unit: 's',
    limits: { bar: 0.5, aim: 0.33 },
  },
  {
    name: 'feature-extraction-step',
    label: 'feature-extraction step, data in memory',
    section: 'feature-extraction-step',
    against: 'keras',
    sample: SAMPLES.step,
    reduce: mean,
    unit: 'ms',
    limits: { bar: 0.9, aim: 0.75 },
  },
  {
    name: 'fine-tuning-step',
    label: 'fine-tuning step, data in memory',
    section: 'fine-tuning-step',
    against: 'keras',
    sample: SAMPLES.step,
    reduce: mean,
    unit: 'ms',
    limits: { bar: 0.9, aim: 0.75 },
  },
  {
    name: 'trunk',
    label: 'trunk inference, one batch',
    section: 'trunk',
    against: 'keras',
    sample: SAMPLES.trunk,
    reduce: mean,
    unit: 'ms',
  },
  {
    name: 'trunk-bare',
    label: 'trunk inference, against the bare graph',
    section: 'trunk',
    against: 'onnxruntime',
    sample: SAMPLES.trunk,
    reduce: mean,
    unit: 'ms',
    limits: { bar: 1.1, aim: 1.02 },
  },
  {
    name: 'pictures',
    label: 'decode + resize + augment, an image on one thread',
    section: 'pictures',
    against: 'keras',
    sample: SAMPLES.picture,
    reduce: mean,
    unit: 'ms',
    limits: { bar: 0.7, aim: 0.4 },
  },
  {
    name: 'start',
    label: 'fresh process to the end of the first training step',
    section: 'start',
    against: 'keras',
    sample: SAMPLES.wall,
    reduce: sum,
    unit: 's',
    limits: { bar: 0.5, aim: 0.3 },
  },
  {
    name: 'memory',
    label: 'peak resident memory, both phases',
    section: 'exercise',
    against: 'keras',
    sample: SAMPLES.peakMemory,
    reduce: sum,
    unit: 'MB',
    limits: { bar: 1, aim: 0.6 },
  },
  {
    name: 'pooled',
    label: 'fifty pooled fine-tuning epochs (5 variants), against fifty plain ones',
    section: 'pooled',
    against: 'keras',
    // The whole call, as the pool is made before the first epoch; Keras's epochs alone.
    sample: SAMPLES.fineTuningFit,
    peerSample: SAMPLES.fineTuningEpochs,
    reduce: sum,
    unit: 's',
    limits: { bar: 0.15, aim: 0.08 },
  },
]
