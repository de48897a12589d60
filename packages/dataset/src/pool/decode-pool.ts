import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import type { ImageTransform } from '@graft-ml/core'
import { Piscina } from 'piscina'
import { BrokenImageError } from '../decode/broken-image-error'
import { factsOf, type PictureFacts } from '../inspect/picture-facts'
import { checkInteger } from '../options/check-integer'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { type BrokenFile, type PicturesResult, type PicturesTask, sharedNumber } from './pictures-task'
import { ImageTaskError, PoolClosedError, StoppedError } from './pool-errors'
import { checkPictures, createPreparer } from './prepare-pictures'

/** How many threads a pool has. */
export interface DecodePoolOptions {
  /** Threads; 0 does the work on the calling thread. Default: as many as the machine runs at once. */
  workers?: number
}

/** A task as the pool's user sees it: with the transform itself. */
export interface PreparePicturesOptions extends Pick<PicturesTask, 'pictures' | 'load' | 'stop'> {
  readonly transform?: ImageTransform
}

/** How many tasks a thread holds. The second keeps it busy while the calling thread computes without a pause. */
const TASKS_PER_WORKER = 2
/** Files that a thread reads before it takes new ones. */
const READ_AT_ONCE = 16

/**
 * Threads that decode, resize and transform pictures. They start with the first task, do not keep the process
 * alive, and may be shared by several folders of pictures.
 *
 * @example
 * const pool = new DecodePool({ workers: 4 })
 * const train = await fromDirectory('train', { pool })
 * const validation = await fromDirectory('validation', { pool })
 * // ...
 * await pool.close()
 */
export class DecodePool {
  /** Threads; 0 means the calling thread. */
  readonly workers: number
  readonly #transformIds = new WeakMap<ImageTransform, number>()
  /** Others get their turn between two pictures: timers, and whoever wants to stop. */
  readonly #prepareHere = createPreparer(() => setImmediate())
  /** Of pictures that nobody reads any more. */
  readonly #memory: Float32Array[] = []
  #transforms = 0
  #threads: Piscina | undefined
  #state: 'open' | 'closed' = 'open'

  constructor(options: DecodePoolOptions = {}) {
    rejectUnknownOptions('DecodePool', options, ['workers'])
    this.workers = options.workers ?? availableParallelism()
    checkInteger('workers', this.workers, 0)
  }

  /** @internal Whether `prepare` can apply the transform: on other threads only if it is portable. */
  applies(transform: ImageTransform): boolean {
    return this.workers === 0 || transform.portable !== undefined
  }

  /** @internal Prepares pictures on one thread: [N, height, width, channels]. */
  async prepare({ transform, ...options }: PreparePicturesOptions): Promise<Float32Array> {
    const into = this.#memory.pop()
    const result = await this.#prepare({ ...options, into, progress: sharedNumber() }, transform)
    if (result instanceof Float32Array) return result
    if (result.status === 'stopped') throw new StoppedError()
    throw result.status === 'broken' ? new BrokenImageError(result) : new ImageTaskError(result)
  }

  /** Takes back the memory of pictures that nobody reads any more, for the next ones. */
  recycle(memory: Float32Array): void {
    if (this.#state === 'open') this.#memory.push(memory)
  }

  /** Decodes every file and tells which ones are broken, in the order given. */
  check(paths: readonly string[]): Promise<BrokenFile[]> {
    return this.#eachPart(paths, 'check', checkPictures)
  }

  /**
   * Decodes every file and tells what each is, in the order given.
   *
   * @param onProgress told how many files have been read
   */
  inspect(
    paths: readonly string[],
    onProgress?: (files: number) => void,
  ): Promise<(PictureFacts | BrokenFile)[]> {
    return this.#eachPart(paths, 'inspect', factsOf, onProgress)
  }

  /** Ends the threads once they have finished the pictures in their hands. */
  async close(): Promise<void> {
    this.#state = 'closed'
    this.#memory.length = 0
    await this.#threads?.close({ force: true })
  }

  async #prepare(pictures: PicturesTask, transform?: ImageTransform): Promise<PicturesResult> {
    const threads = this.#open()
    if (!threads) return this.#prepareHere(pictures, transform)
    const task = { ...pictures, transform: transform && this.#portable(transform) }
    try {
      const moved = task.into ? [task.into.buffer as ArrayBuffer] : []
      return await threads.run(task, { name: 'prepare', transferList: moved })
    } catch (cause) {
      if (this.#state === 'closed') throw new PoolClosedError(cause)
      const { path } = task.pictures[Atomics.load(task.progress, 0)]!
      throw new ImageTaskError({ path, reason: `the thread at work on it failed: ${String(cause)}`, cause })
    }
  }

  /** Deals files out to the threads; `here` is what a thread does under that name. */
  async #eachPart<Result>(
    paths: readonly string[],
    name: string,
    here: (paths: readonly string[]) => Promise<Result[]>,
    onProgress?: (files: number) => void,
  ): Promise<Result[]> {
    const parts: string[][] = []
    for (let at = 0; at < paths.length; at += READ_AT_ONCE) parts.push(paths.slice(at, at + READ_AT_ONCE))
    let files = 0
    const run = async (part: readonly string[]): Promise<Result[]> => {
      const threads = this.#open()
      const results: Result[] = await (threads ? threads.run(part, { name }) : here(part))
      files += part.length
      onProgress?.(files)
      return results
    }
    return (await Promise.all(parts.map(run))).flat()
  }

  #open(): Piscina | undefined {
    if (this.#state === 'closed') throw new PoolClosedError()
    if (this.workers > 0) this.#threads ??= startThreads(this.workers)
    return this.#threads
  }

  #portable(transform: ImageTransform): PicturesTask['transform'] {
    if (!transform.portable)
      throw new TypeError('Only a portable transform can be applied on another thread.')
    let id = this.#transformIds.get(transform)
    if (id === undefined) {
      id = this.#transforms++
      this.#transformIds.set(transform, id)
    }
    return { id, portable: transform.portable }
  }
}

function startThreads(workers: number): Piscina {
  return new Piscina({
    // By the package's own public entry: the same from the sources, the ESM build and the CommonJS build.
    filename: createRequire(import.meta.url).resolve('@graft-ml/dataset/worker'),
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: TASKS_PER_WORKER,
    // A thread that sleeps on an atomic cannot finish what sharp does in the background.
    atomics: 'disabled',
  })
}
