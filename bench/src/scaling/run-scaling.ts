import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchError } from '../errors/bench-error'
import type { Job } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import type { Plan } from '../measures/plan'
import { orderOf } from '../processes/order'
import type { Peers } from '../processes/peers'
import { mean } from '../statistics/statistics'
import { makePhotoFolder, type PhotoCounts } from './photo-folder'
import type { Variant } from './variants'

/** Epochs of each phase; the first one holds what is done once, so that a mean of both shows it. */
export const SCALING_EPOCHS = 2

/** What one side took in a variant. */
export interface ScalingSide {
  /** Seconds an epoch with validation, the mean of the epochs. */
  readonly featureExtraction: number
  readonly fineTuning: number
  readonly peakMemoryBytes: number
}

export interface ScalingRow extends Variant, PhotoCounts {
  readonly graft?: ScalingSide
  readonly keras?: ScalingSide
  /** Why a side is missing. */
  readonly note?: string
}

export interface ScalingInput {
  readonly plan: Plan
  readonly peers: Peers
  /** A folder to put photos into while measuring. */
  readonly folder: string
  readonly say: (line: string) => void
}

/** The exercise in each variant, one process of each side. */
export async function* runScaling(
  input: ScalingInput,
  variants: readonly Variant[],
): AsyncGenerator<ScalingRow> {
  for (const [index, variant] of variants.entries()) {
    const data = await mkdtemp(join(input.folder, 'photos-'))
    try {
      const counts = await makePhotoFolder(input.plan.setting.data, data, variant.share)
      yield await runVariant(input, variant, counts, data, index)
    } finally {
      await rm(data, { recursive: true })
    }
  }
}

async function runVariant(
  { plan, peers, say }: ScalingInput,
  variant: Variant,
  counts: PhotoCounts,
  data: string,
  index: number,
): Promise<ScalingRow> {
  const { share: _, ...changes } = variant
  const job: Job = {
    kind: 'exercise',
    ...plan.setting,
    ...changes,
    data,
    epochs: SCALING_EPOCHS,
    fineTuneEpochs: SCALING_EPOCHS,
    steps: Math.ceil(counts.training / variant.batchSize),
    validationSteps: Math.ceil(counts.validation / variant.batchSize),
  }
  const taken: { graft?: ScalingSide; keras?: ScalingSide } = {}
  const sides = peers.keras ? (['graft', 'keras'] as const) : (['graft'] as const)
  let note: string | undefined
  for (const side of orderOf<'graft' | 'keras'>(sides, index)) {
    try {
      taken[side] = sideOf(await peers[side]!(job))
    } catch (error) {
      // A size that one side cannot do is a result too.
      if (!(BenchError.isInstance(error) && error.code === 'CHILD_FAILED')) throw error
      note = `${side}: ${error.message}`
    }
    say(`scaling ${index + 1}, ${side}: ${counts.training} photos, ${JSON.stringify(changes)}`)
  }
  return { ...variant, ...counts, ...taken, note }
}

function sideOf({ samples }: Result): ScalingSide {
  return {
    featureExtraction: mean(samples[SAMPLES.featureExtractionEpochs]),
    fineTuning: mean(samples[SAMPLES.fineTuningEpochs]),
    peakMemoryBytes: samples[SAMPLES.peakMemory][0],
  }
}
