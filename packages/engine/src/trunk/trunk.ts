import type { NdArray } from '@graft-ml/core'

/** Takes memory that is not needed any more. */
export type Recycle = (memory: Float32Array) => void

/** The frozen beginning of a model, ready to run. Never part of a gradient. */
export interface Trunk {
  /** What runs it, for people: `onnxruntime-node`, `tfjs (wasm)`. */
  readonly name: string
  /**
   * Images to features, one array for each place where the trainable part reads from the trunk.
   *
   * @param images [N, height, width, channels]
   * @param recycle given where nobody reads the images any more: then their memory may be moved to another thread, and
   *   goes to this function when they have been read. A trunk whose features are the images keeps it.
   * @returns features, channels last as in the model: [N, 7, 7, 768] for Inception V3 at mixed7
   */
  run(images: NdArray, recycle?: Recycle): Promise<NdArray[]>
  /** Frees sessions and memory; a second call does nothing. */
  dispose(): Promise<void>
}
