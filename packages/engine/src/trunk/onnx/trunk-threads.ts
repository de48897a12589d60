import type { NdArray } from '@graft-ml/core'
import type { Recycle } from '../trunk'
import { joinRows, partsOf } from './parts'
import { TrunkThread } from './trunk-thread'
import type { TrunkSession } from './worker-messages'

/** Threads with the same session each. A batch is divided among them, so that they never wait for each other within it. */
export class TrunkThreads {
  private readonly threads: readonly TrunkThread[]

  constructor(count: number) {
    this.threads = Array.from({ length: count }, () => new TrunkThread())
  }

  get hasEnded(): boolean {
    return this.threads.some(({ hasEnded }) => hasEnded)
  }

  /**
   * @param session its bytes are moved to a thread
   * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load there or refuses the model
   */
  async open({ bytes, ...session }: TrunkSession): Promise<void> {
    const [first, ...others] = this.threads
    const copies = others.map((thread) => thread.open({ ...session, bytes: bytes.slice() }))
    await Promise.all([first.open({ ...session, bytes }), ...copies])
  }

  /** @param recycle see {@link Trunk.run} */
  async run(images: NdArray, recycle?: Recycle): Promise<NdArray[]> {
    const parts = partsOf(images, Math.ceil(images.shape[0] / this.threads.length))
    const [first] = this.threads
    if (parts.length === 1) return first.run(images, recycle)
    // Each thread is sent a copy of its part, so the images are free at once.
    const running = parts.map((part, place) => this.threads[place].run(part))
    recycle?.(images.data)
    const features = await Promise.all(running)
    return features[0].map((_, place) => joinRows(features.map((arrays) => arrays[place])))
  }

  /** Frees the sessions; the threads may open another. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()))
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()))
  }
}
