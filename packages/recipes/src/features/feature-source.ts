import type { NdArray } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'
import type { SourcePosition } from './batch-cursor'

/** A batch after the trunk. */
export interface FeatureBatch {
  /** What the trunk gave, one array a place: [N, ...]. */
  readonly features: readonly NdArray[]
  readonly labels?: NdArray
  readonly paths?: readonly string[]
  /** The place in the source behind this batch. */
  readonly after: SourcePosition
}

/** Where a stage of training gets its features from: the trunk, or a store of what it once gave. */
export interface FeatureSource {
  /** The place behind the last batch that was used; those that were only made ahead do not count. */
  position: SourcePosition
  /**
   * What is to be done before the first batch.
   *
   * @returns false where the signal ended it
   */
  prepare(signal: AbortSignal | undefined): Promise<boolean>
  /** The next `count` batches. Features may be written over when the next batch is asked for. */
  take(count: number): AsyncIterable<FeatureBatch>
  /** Goes to a place before anything is read. */
  moveTo(position: SourcePosition): void
  /** Stops what is under way and frees what was kept. */
  close(): Promise<void>
}

/** The labels of a batch that must have them. */
export function labelsOf({ labels }: Pick<FeatureBatch, 'labels'>): NdArray {
  if (labels) return labels
  throw new RecipeError({
    code: 'NO_LABELS',
    message: 'A batch came without labels.',
    hint: "Use a classMode with labels: 'binary', 'categorical' or 'sparse'.",
  })
}
