import type { NdArray } from './nd-array'

/** Pictures and their labels, as they flow from a dataset to a recipe. */
export interface Batch {
  /** [N, height, width, channels] */
  readonly images: NdArray
  /** [N, 1] for binary and sparse labels, [N, classes] for categorical ones; absent without labels. */
  readonly labels?: NdArray
  /** Where each picture came from, in the order of the rows. */
  readonly paths?: readonly string[]
}

/**
 * Batches without an end or for one pass, read one at a time.
 *
 * `batchesPerEpoch` is how many make one pass; a recipe takes that many for an epoch unless told otherwise.
 */
export interface BatchSource extends AsyncIterable<Batch> {
  readonly batchesPerEpoch?: number
  /**
   * One pass: every picture once, then the end. The same batches whenever the same pass is asked for, those of that pass
   * (from 0, the default) of the sequence; the sequence itself stays where it is. Its batches come with `paths`.
   */
  epoch?(pass?: number): BatchSource
  /**
   * True where a picture looks the same in every pass, whatever the order: nothing random is done to it. What was computed
   * of it once may then be kept.
   */
  readonly repeats?: boolean
  /**
   * What the passes hold, in a short text: a hash of the pictures, of what is done to them and of the seed. Sources with
   * other passes have other texts, in every process. undefined where that cannot be told.
   */
  identity?(): Promise<string | undefined>
  /**
   * A phase of training begins to read the sequence from where it stands. Called once for each, before anything is read; a
   * run that goes on from a backup calls `restoreState` after it.
   */
  beginPhase?(): void
  /**
   * Takes the memory of images that it delivered back, for those of another batch, from whoever was the last to read
   * them. It may have been moved to another thread meanwhile.
   */
  recycle?(images: Float32Array): void
  /**
   * Where the sequence stands after the batch that was delivered last, as plain JSON: what the next batch holds
   * depends on this and on the data alone. With `restoreState`, a run that was interrupted goes on at once;
   * a source without the two is read from its beginning again, up to where the run was.
   */
  state?(): Readonly<Record<string, string | number>>
  /**
   * Goes to where `state()` was taken, in this process or in another.
   *
   * @throws where the state is of other data.
   */
  restoreState?(state: Readonly<Record<string, string | number>>): void
}
