import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { NdArray } from '@graft-ml/core'
import { EngineError } from '../../errors/engine-error'
import type { Recycle } from '../trunk'
import type { TrunkReply, TrunkRequest, TrunkSession, TrunkTask } from './worker-messages'

interface Waiting {
  resolve(features: NdArray[]): void
  reject(error: Error): void
  /** Where memory that was moved to the thread goes when it comes back. */
  readonly recycle: Recycle | undefined
}

/**
 * A thread for a trunk's session, so that the training step and the trunk's next batch run side by side:
 * onnxruntime-node blocks the thread that calls it.
 */
export class TrunkThread {
  private readonly worker = new Worker(workerFile())
  private readonly waiting = new Map<number, Waiting>()
  /** That were made of images to be moved to the thread, and have come back. */
  private copies: Float32Array[] = []
  private nextId = 0
  private failure: EngineError | undefined

  constructor() {
    this.worker.on('message', (reply: TrunkReply) => this.receive(reply))
    this.worker.on('error', (error) => this.fail(`stopped: ${error.message}`))
    this.worker.on('exit', () => this.fail('has ended'))
  }

  get hasEnded(): boolean {
    return this.failure !== undefined
  }

  /**
   * @param session its bytes are moved to the thread
   * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load there or refuses the model
   */
  async open(session: TrunkSession): Promise<void> {
    try {
      await this.ask({ kind: 'open', session }, session.bytes)
    } catch (error) {
      throw error instanceof EngineError ? error : refused(error as Error)
    }
  }

  /** @param recycle see {@link Trunk.run} */
  run({ data, shape }: NdArray, recycle?: Recycle): Promise<NdArray[]> {
    const isWhole = data.byteLength === data.buffer.byteLength
    if (recycle && isWhole) return this.runMoved({ data, shape }, recycle)
    return this.runMoved({ data: this.copyOf(data), shape }, (memory) => this.copies.push(memory))
  }

  /** Frees the session; the thread may open another. */
  async close(): Promise<void> {
    await this.ask({ kind: 'close' })
    this.copies = []
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  private runMoved(images: NdArray, recycle: Recycle): Promise<NdArray[]> {
    return this.ask({ kind: 'run', images }, images.data, recycle)
  }

  private ask(task: TrunkTask, moved?: Float32Array | Uint8Array, recycle?: Recycle): Promise<NdArray[]> {
    if (this.failure) return Promise.reject(this.failure)
    const id = this.nextId++
    // A process may end while nothing is asked of the thread, not before it has answered.
    this.worker.ref()
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, recycle })
      const buffers = moved ? [moved.buffer as ArrayBuffer] : []
      this.worker.postMessage({ id, ...task } satisfies TrunkRequest, buffers)
    })
  }

  /** In memory that has come back from the thread, if there is any: what is thrown away is not collected at once. */
  private copyOf(images: Float32Array): Float32Array {
    const copy = this.copies.pop()
    if (copy?.length !== images.length) return images.slice()
    copy.set(images)
    return copy
  }

  private receive(reply: TrunkReply): void {
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (this.waiting.size === 0) this.worker.unref()
    if (reply.returned instanceof Float32Array) waiting?.recycle?.(reply.returned)
    if ('failure' in reply) waiting?.reject(new Error(reply.failure))
    else waiting?.resolve([...reply.features])
  }

  private fail(what: string): void {
    this.failure ??= new EngineError({
      code: 'TRUNK_UNAVAILABLE',
      message: `The trunk's thread ${what}.`,
      hint: 'Prepare the model again.',
    })
    for (const { reject } of this.waiting.values()) reject(this.failure)
    this.waiting.clear()
  }
}

/** By the package's own public entry: the same from the sources, the ESM build and the CommonJS build. */
function workerFile(): string {
  return createRequire(import.meta.url).resolve('@graft-ml/engine/trunk-worker')
}

function refused({ message }: Error): EngineError {
  return new EngineError({
    code: 'TRUNK_UNAVAILABLE',
    message: `onnxruntime-node refused the trunk: ${message}.`,
    hint: "Use the engine 'wasm' instead.",
  })
}
