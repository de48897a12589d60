import { type BatchSource, InvalidArgumentError } from '@graft-ml/core'
import { wholeNumber } from '../options/whole-number'

/** What making a pool says while it goes on, discriminated by `status`. */
export type PooledProgress =
  /** Before anything is written. `photos` and `bytes` are at most so many. */
  | { readonly status: 'begin'; readonly photos: number; readonly variants: number; readonly bytes: number }
  /** Batches that went through the trunk. */
  | { readonly status: 'batch'; readonly done: number; readonly total: number }
  | ({ readonly status: 'ready' } & PooledReport)

/** What pooled augmentation was used. */
export interface PooledReport {
  readonly variants: number
  readonly seed: number
  readonly photos: number
  /** Size of the features on the disk. */
  readonly bytes: number
  /** Time that making, or finding, the pool took. */
  readonly seconds: number
  /** Whether the features of an earlier run were used. */
  readonly reused: boolean
}

/** How many variants of each photo there are, and where their features are kept. */
export interface PooledAugmentation {
  /** Augmented variants of each photo. */
  readonly variants: number
  /** What the order of the photos and of their variants is drawn from. Default 0. */
  readonly seed?: number
  /**
   * Keep the features in this folder, one file a phase, for the next run of the same model on the same source. By default
   * they are in a temporary file that is gone with the phase.
   */
  readonly folder?: string
  /** Hears how far the features are. */
  readonly onProgress?: (event: PooledProgress) => void
}

export type ResolvedPooled = Required<Omit<PooledAugmentation, 'folder'>> & Pick<PooledAugmentation, 'folder'>

/** @throws InvalidArgumentError for wrong options, or a source without whole passes */
export function resolvePooled(options: PooledAugmentation, train: BatchSource): ResolvedPooled {
  if (!train.epoch || !train.batchesPerEpoch) {
    throw new InvalidArgumentError({
      argument: 'pooled',
      expected: 'absent where the train source has no `epoch(pass)` and `batchesPerEpoch`',
      received: options,
      hint: 'Use fromDirectory of @graft-ml/dataset, or give the source an `epoch` that returns its passes one by one.',
    })
  }
  const { folder, onProgress = () => {} } = options
  if (folder !== undefined && (typeof folder !== 'string' || folder === '')) {
    throw new InvalidArgumentError({
      argument: 'pooled.folder',
      expected: 'the path of a folder',
      received: folder,
    })
  }
  if (folder !== undefined && !train.identity) throw unidentified(folder)
  const variants = wholeNumber('pooled.variants', options.variants, 1)
  return { variants, seed: wholeNumber('pooled.seed', options.seed ?? 0), folder, onProgress }
}

export function unidentified(folder: string): InvalidArgumentError {
  return new InvalidArgumentError({
    argument: 'pooled.folder',
    expected: 'absent where the train source cannot tell what its passes hold (`identity()`)',
    received: folder,
    hint: 'Without it nobody could say whether features from before are those of these pictures.',
  })
}
