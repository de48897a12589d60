import type { NdArray } from '@graft-ml/core'

/** The frozen beginning of a model, ready to run. Never part of a gradient. */
export interface Trunk {
  /** What runs it, for people: `onnxruntime-node`, `tfjs (wasm)`. */
  readonly name: string
  /**
   * Images to features, one array for each place where the trainable part reads from the trunk.
   *
   * @param images [N, height, width, channels]
   * @returns features, channels last as in the model: [N, 7, 7, 768] for Inception V3 at mixed7
   */
  run(images: NdArray): Promise<NdArray[]>
  /** Frees sessions and memory; a second call does nothing. */
  dispose(): Promise<void>
}
