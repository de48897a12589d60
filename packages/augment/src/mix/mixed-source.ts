import {
  type Batch,
  type BatchSource,
  InvalidArgumentError,
  type NdArray,
  randomStream,
  shuffled,
} from '@graft-ml/core'
import { randomBeta } from 'd3-random'
import { checkNames, finite } from '../options/validate'
import { mixLabels } from './mix-labels'

/** Options of {@link mixup} and {@link cutmix}. */
export interface MixOptions {
  /** Shares are drawn from Beta(alpha, alpha): below 1 mostly near 0 or 1, at 1 evenly. Above 0. */
  readonly alpha?: number
  /** The same seed gives the same mixtures. Default 0. */
  readonly seed?: number
}

/** What is drawn for a batch. */
export interface Mixture {
  /** The share of each picture that stays its own, from 0 to 1. */
  readonly share: number
  /** The row of the picture that each picture is mixed with. */
  readonly partners: Int32Array
  /** More random numbers, from 0 to below 1. */
  readonly random: () => number
}

/**
 * Mixes the images of a batch where they lie.
 *
 * @param originals a copy of the images as they came
 * @returns the share of each picture that has stayed its own
 */
export type MixImages = (images: NdArray, originals: Float32Array, mixture: Mixture) => number

/** A source whose batches are mixed, pictures and labels. What is drawn depends on the seed and the batch's number alone. */
export function mixedSource(
  name: string,
  source: BatchSource,
  { alpha, seed }: Required<MixOptions>,
  mix: MixImages,
): BatchSource {
  let next = 0
  const mixed = (batch: Batch): Batch => {
    const random = randomStream(name, seed, next++)
    return mixBatch(batch, drawMixture(alpha, batch.images.shape[0]!, random), mix)
  }
  return {
    batchesPerEpoch: source.batchesPerEpoch,
    repeats: false,
    beginPhase: source.beginPhase && (() => source.beginPhase?.()),
    recycle: source.recycle && ((images) => source.recycle?.(images)),
    identity: async () => {
      const inner = await source.identity?.()
      return inner === undefined ? undefined : `${name} ${alpha} with seed ${seed} of ${inner}`
    },
    state: source.state && (() => ({ ...source.state!(), mixed: next })),
    restoreState:
      source.restoreState &&
      (({ mixed: place, ...state }) => {
        source.restoreState!(state)
        next = Number(place)
      }),
    async *[Symbol.asyncIterator]() {
      for await (const batch of source) yield mixed(batch)
    },
  }
}

/** @throws InvalidArgumentError */
export function resolveMix(name: string, options: MixOptions, usual: number): Required<MixOptions> {
  checkNames(name, options, ['alpha', 'seed'])
  const { alpha = usual, seed = 0 } = options
  if (finite('alpha', alpha) <= 0) {
    throw new InvalidArgumentError({ argument: 'alpha', expected: 'a number above 0', received: alpha })
  }
  return { alpha, seed: finite('seed', seed) }
}

function drawMixture(alpha: number, rows: number, random: () => number): Mixture {
  const share = randomBeta.source(random)(alpha, alpha)()
  return { share, partners: shuffled(rows, random), random }
}

function mixBatch({ labels, images, ...rest }: Batch, mixture: Mixture, mix: MixImages): Batch {
  if (!labels) {
    throw new InvalidArgumentError({
      argument: 'source',
      expected: 'batches with labels: they are mixed as the pictures are',
      received: 'a batch without labels',
    })
  }
  const share = mix(images, images.data.slice(), mixture)
  return { ...rest, images, labels: mixLabels(labels, mixture.partners, share) }
}
