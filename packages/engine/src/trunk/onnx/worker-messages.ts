import type { NdArray } from '@graft-ml/core'

/** What a trunk's session is made of. */
export interface TrunkSession {
  /** The ONNX model. */
  readonly bytes: Uint8Array
  readonly input: string
  /** In the order in which features are wanted. */
  readonly outputs: readonly string[]
  /** Threads that share one operation. */
  readonly threads: number
  /** How many pictures of a batch are computed at a time; undefined: all. */
  readonly picturesAtOnce: number | undefined
}

/**
 * What the thread is asked to do: open a session, run batches in it, close it; then it may open another. Bytes and
 * images are moved to the thread, and back with the answer.
 */
export type TrunkTask =
  | { readonly kind: 'open'; readonly session: TrunkSession }
  | { readonly kind: 'run'; readonly images: NdArray }
  | { readonly kind: 'close' }

export type TrunkRequest = { readonly id: number } & TrunkTask

/** An answer to each request, in their order. */
export type TrunkReply = {
  readonly id: number
  /**
   * The memory that a batch, or a model, came in. A batch's is used for the next one; a model's is collected sooner on
   * the thread that makes garbage all the time than on the trunk's, which makes none.
   */
  readonly returned?: Float32Array | Uint8Array
} & ({ readonly features: readonly NdArray[] } | { readonly failure: string })
