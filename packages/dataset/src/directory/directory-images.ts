import { createHash } from 'node:crypto'
import { type Batch, type BatchSource, type ImageShape, InvalidArgumentError } from '@graft-ml/core'
import { checkInteger } from '../options/check-integer'
import { type BrokenFile, sharedNumber } from '../pool/pictures-task'
import { identityOf } from './identity'
import { type BatchContext, loadBatch } from './load-batch'
import { type BatchPlan, batchesPerPass, type SamplingOptions } from './order/batch-plan'
import { FitOrder } from './order/fit-order'
import { planBatch } from './order/iterator-order'
import { type Position, readAhead } from './read-ahead'

/** What `fromDirectory` has found and made. */
export interface DirectoryImagesInit extends BatchContext {
  readonly skipped: readonly BrokenFile[]
  readonly ownsPool: boolean
}

/** Where the sequence stands, and what it is a sequence of. */
export type DirectoryImagesState = Readonly<{
  seed: number
  batchesSeen: number
  batchSize: number
  /** SHA-256 of the names and labels, in the order of the index. */
  pictures: string
  /** With `fitOrder`: the batch that each phase began with, as '0,200'. */
  phases?: string
}>

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
  /** True where nothing random is done to the pictures: they look the same in every pass. */
  readonly repeats: boolean
  /** Broken files that were left out; empty unless `onBroken` is 'skip'. */
  readonly skipped: readonly BrokenFile[]
  readonly #context: BatchContext
  #sampling: SamplingOptions
  #pictures: string | undefined
  readonly #ownsPool: boolean
  /** undefined: the iterator's order. */
  readonly #fitOrder: FitOrder | undefined
  readonly #position: Position = { batchesSeen: 0 }

  /** @internal Use `fromDirectory`. */
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
    this.repeats = options.transform === undefined || options.transform.deterministic === true
    this.skipped = skipped
    this.#context = context
    this.#sampling = { ...options, samples: this.samples, shape }
    this.#ownsPool = ownsPool
    this.#fitOrder = options.fitOrder && new FitOrder(options.fitOrder)
    this.batchesPerEpoch = batchesPerPass(this.#sampling)
  }

  /** The seed given, the one that was drawn, or the one of a state that was restored. */
  get seed(): number {
    return this.#sampling.seed
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
    const order = this.#fitOrder
    if (order) order.phases = batchesSeen === 0 ? [] : order.phases.filter((begin) => begin <= batchesSeen)
  }

  /** A phase of training begins, one call of Keras's `fit`: with `fitOrder`, what comes next depends on it. */
  beginPhase(): void {
    this.#fitOrder?.beginPhase(this.batchesSeen)
  }

  /** What the next batch depends on besides the options and the files. Plain JSON. */
  state(): DirectoryImagesState {
    this.#pictures ??= hashOf(this.filenames, this.labels)
    const { seed, batchesSeen, batchSize } = this
    const state = { seed, batchesSeen, batchSize, pictures: this.#pictures }
    return this.#fitOrder ? { ...state, phases: this.#fitOrder.phases.join() } : state
  }

  /**
   * Goes on where `state()` was taken, also in another process: with its seed, at its batch.
   *
   * @throws InvalidArgumentError where it is the state of other pictures or of batches of another size.
   */
  restoreState(state: Readonly<Record<string, string | number>>): void {
    const own = this.state()
    const sameOrder = 'phases' in state === 'phases' in own
    if (state.pictures !== own.pictures || state.batchSize !== own.batchSize || !sameOrder) {
      const order = this.#fitOrder === undefined ? "the iterator's order" : "the order of Keras's fit"
      throw new InvalidArgumentError({
        argument: 'state',
        expected: `that of these ${this.samples} pictures of ${this.folder} in batches of ${this.batchSize}, in ${order}`,
        received: state,
        hint: 'A picture may have come, gone or been renamed since; then begin anew.',
      })
    }
    checkInteger('seed', state.seed as number, 0, 2 ** 32 - 1)
    this.reset(state.batchesSeen as number)
    if (this.#fitOrder) this.#fitOrder.phases = numbersOf(state.phases as string)
    this.#sampling = { ...this.#sampling, seed: state.seed as number }
  }

  /**
   * A hash of everything that the batches depend on: the files' contents, the labels, the options and the seed. The same in
   * every process and for copies of the folder.
   *
   * @returns undefined where the transform is a function of the caller's, of which nothing is known
   */
  identity(): Promise<string | undefined> {
    return identityOf(this.#context, this.#sampling)
  }

  /** The endless sequence, from where it stands. */
  [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    return this.#read(this.#position, Number.POSITIVE_INFINITY, this.#fitOrder)
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
    const recycle = (images: Float32Array) => this.recycle(images)
    return { batchesPerEpoch: this.batchesPerEpoch, recycle, [Symbol.asyncIterator]: read }
  }

  /**
   * One batch by its number, 0 to `batchesPerEpoch` - 1: Keras's `iterator[index]`, but the same whenever it is asked for.
   * It is the one that pass `pass` of the endless sequence holds there, and that sequence stays where it is.
   *
   * @throws InvalidArgumentError naming the index and the valid ones.
   */
  async batch(index: number, pass = 0): Promise<Batch> {
    checkInteger('pass', pass, 0)
    const last = this.batchesPerEpoch - 1
    if (!(Number.isInteger(index) && index >= 0 && index <= last)) {
      throw new InvalidArgumentError({
        argument: 'index',
        expected: `an integer from 0 to ${last}, for ${this.samples} pictures in batches of ${this.batchSize}`,
        received: index,
        hint: 'Batches of a later pass are asked for with the second argument.',
      })
    }
    return this.#load(planBatch(pass * this.batchesPerEpoch + index, this.#sampling), sharedNumber())
  }

  /** Takes the memory of images back that nobody reads any more: another batch is prepared in it. */
  recycle(images: Float32Array): void {
    this.#context.pool.recycle(images)
  }

  /** Ends the threads that belong to these pictures; a pool that was passed in stays open. */
  async close(): Promise<void> {
    if (this.#ownsPool) await this.#context.pool.close()
  }

  #read(position: Position, end: number, fitOrder?: FitOrder): AsyncGenerator<Batch, void, undefined> {
    const planOf = (batch: number) =>
      fitOrder ? fitOrder.plan(batch, this.#sampling) : planBatch(batch, this.#sampling)
    return readAhead({
      position,
      end,
      prefetch: this.#context.options.prefetch,
      load: (batch, stop) => this.#load(planOf(batch), stop),
    })
  }

  async #load(plan: BatchPlan, stop: Int32Array<SharedArrayBuffer>): Promise<Batch> {
    return loadBatch(plan, this.#context, stop)
  }
}

function numbersOf(list: string): number[] {
  return list === '' ? [] : list.split(',').map(Number)
}

function hashOf(filenames: readonly string[], labels: Int32Array): string {
  const hash = createHash('sha256')
  for (const [index, name] of filenames.entries()) hash.update(`${name}\0${labels[index]}\n`)
  return hash.digest('hex')
}
