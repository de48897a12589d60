import type { NdArray } from '@graft-ml/core'

/** What the trunk's thread is started with. */
export interface TrunkWorkerData {
  /** The ONNX model. */
  readonly bytes: Uint8Array
  readonly input: string
  /** In the order in which features are wanted. */
  readonly outputs: readonly string[]
  readonly threads: number | undefined
}

/** A batch for the trunk's thread. */
export interface TrunkRequest {
  readonly id: number
  readonly images: NdArray
}

/** First `ready` or `refused`, then an answer to each request, in their order. */
export type TrunkReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'features'; readonly id: number; readonly features: readonly NdArray[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
