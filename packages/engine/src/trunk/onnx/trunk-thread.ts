import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { NdArray } from '@graft-ml/core'
import { EngineError } from '../../errors/engine-error'
import type { OnnxRunner } from './onnx-runner'
import type { TrunkReply, TrunkRequest, TrunkWorkerData } from './worker-messages'

interface Waiting {
  resolve(features: NdArray[]): void
  reject(error: Error): void
}

/**
 * A trunk's session on a thread of its own, so that the training step and the trunk's next batch run side by side:
 * onnxruntime-node blocks the thread that calls it.
 *
 * @param data its bytes are moved to the thread
 * @returns once the session is open
 * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load there or refuses the model
 */
export function startTrunkThread(data: TrunkWorkerData): Promise<OnnxRunner> {
  const worker = new Worker(workerFile(), {
    workerData: data,
    transferList: [data.bytes.buffer as ArrayBuffer],
  })
  return new Promise((resolve, reject) => {
    const thread = new TrunkThread(worker, () => resolve(thread), reject)
  })
}

/** By the package's own public entry: the same from the sources, the ESM build and the CommonJS build. */
function workerFile(): string {
  return createRequire(import.meta.url).resolve('@graft-ml/engine/trunk-worker')
}

class TrunkThread implements OnnxRunner {
  private readonly waiting = new Map<number, Waiting>()
  private nextId = 0

  constructor(
    private readonly worker: Worker,
    private readonly onReady: () => void,
    private readonly onRefused: (error: Error) => void,
  ) {
    worker.on('message', (reply: TrunkReply) => this.receive(reply))
    worker.on('error', (error) => this.fail(`stopped: ${error.message}`))
    worker.on('exit', () => this.fail('has ended'))
  }

  run(images: NdArray): Promise<NdArray[]> {
    const id = this.nextId++
    // A process may end while nothing is asked of the thread, not before it has answered.
    this.worker.ref()
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.worker.postMessage({ id, images } satisfies TrunkRequest)
    })
  }

  async release(): Promise<void> {
    await this.worker.terminate()
  }

  private receive(reply: TrunkReply): void {
    switch (reply.kind) {
      case 'ready':
        this.worker.unref()
        this.onReady()
        break
      case 'refused':
        void this.worker.terminate()
        this.onRefused(refused(reply.reason))
        break
      case 'features':
        this.settle(reply.id)?.resolve([...reply.features])
        break
      case 'failed':
        this.settle(reply.id)?.reject(new Error(reply.reason))
        break
    }
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    if (this.waiting.size === 0) this.worker.unref()
    return waiting
  }

  private fail(what: string): void {
    const error = new EngineError({
      code: 'TRUNK_UNAVAILABLE',
      message: `The trunk's thread ${what}.`,
      hint: 'Prepare the model again.',
    })
    this.onRefused(error)
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

function refused(reason: string): EngineError {
  return new EngineError({
    code: 'TRUNK_UNAVAILABLE',
    message: `onnxruntime-node refused the trunk: ${reason}.`,
    hint: "Use the engine 'wasm' instead.",
  })
}
