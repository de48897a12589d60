import type { Batch, BatchSource, ImageShape } from '@graft-ml/core'
import { checkInteger } from '../options/check-integer'
import type { BrokenFile } from '../pool/pictures-task'
import { type BatchContext, loadBatch } from './load-batch'
import { batchesPerPass, planBatch, type SamplingOptions } from './plan-batch'
import { type Position, readAhead } from './read-ahead'

/** What `fromDirectory` has found and made. */
export interface DirectoryImagesInit extends BatchContext {
  readonly skipped: readonly BrokenFile[]
  readonly ownsPool: boolean
}

/**
 * The pictures of a folder of classes, as batches without an end: Keras's `flow_from_directory`.
 *
 * Each loop goes on where the last one was left; a batch counts once it is delivered.
 */
export class DirectoryImages implements BatchSource {
  readonly folder: string
  /** Names of the classes; the place of each is its label. */
  readonly classes: readonly string[]
  readonly classIndices: Readonly<Record<string, number>>
  /** Each picture's file, relative to the folder, in the order of the index. */
  readonly filenames: readonly string[]
  /** Each picture's class, in the same order. */
  readonly labels: Int32Array
  /** How many pictures there are. */
  readonly samples: number
  readonly batchSize: number
  /** Batches of one pass over all pictures. */
  readonly batchesPerEpoch: number
  readonly imageShape: ImageShape
  /** The seed given, or the one that was drawn. */
  readonly seed: number
  /** Broken files that were left out; empty unless `onBroken` is 'skip'. */
  readonly skipped: readonly BrokenFile[]
  readonly #context: BatchContext
  readonly #sampling: SamplingOptions
  readonly #ownsPool: boolean
  readonly #position: Position = { batchesSeen: 0 }

  /** Use `fromDirectory`. */
  constructor({ skipped, ownsPool, ...context }: DirectoryImagesInit) {
    const { index, options, shape } = context
    this.folder = context.folder
    this.classes = index.classes
    this.classIndices = Object.fromEntries(index.classes.map((name, label) => [name, label]))
    this.filenames = index.filenames
    this.labels = index.labels
    this.samples = index.filenames.length
    this.batchSize = options.batchSize
    this.imageShape = shape
    this.seed = options.seed
    this.skipped = skipped
    this.#context = context
    this.#sampling = { ...options, samples: this.samples, shape }
    this.#ownsPool = ownsPool
    this.batchesPerEpoch = batchesPerPass(this.#sampling)
  }

  /** How many batches have been delivered; says, with the seed, what the next one holds. */
  get batchesSeen(): number {
    return this.#position.batchesSeen
  }

  /** "Found 2000 images belonging to 2 classes." */
  describe(): string {
    return `Found ${this.samples} images belonging to ${this.classes.length} classes.`
  }

  /** Goes back to the first batch, or to where `batchesSeen` of them had been delivered. */
  reset(batchesSeen = 0): void {
    checkInteger('batchesSeen', batchesSeen, 0)
    this.#position.batchesSeen = batchesSeen
  }

  [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    return this.#read(this.#position, Number.POSITIVE_INFINITY)
  }

  /**
   * One pass, for prediction and evaluation: every picture once, then the end. With `shuffle: false` in the order of
   * `filenames`. Leaves the endless sequence where it is; pass k holds the same batches as that sequence's k-th.
   */
  epoch(pass = 0): BatchSource {
    checkInteger('pass', pass, 0)
    const start = pass * this.batchesPerEpoch
    const end = start + this.batchesPerEpoch
    const read = () => this.#read({ batchesSeen: start }, end)
    return { batchesPerEpoch: this.batchesPerEpoch, [Symbol.asyncIterator]: read }
  }

  /** Ends the threads that belong to these pictures; a pool that was passed in stays open. */
  async close(): Promise<void> {
    if (this.#ownsPool) await this.#context.pool.close()
  }

  #read(position: Position, end: number): AsyncGenerator<Batch, void, undefined> {
    return readAhead({
      position,
      end,
      prefetch: this.#context.options.prefetch,
      load: async (batch, stop) => loadBatch(planBatch(batch, this.#sampling), this.#context, stop),
    })
  }
}
