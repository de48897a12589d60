import type { PortableTransform } from '@graft-ml/core'
import type { BrokenImage } from '../decode/broken-image-error'
import type { LoadImageOptions } from '../load/load-image'

/** Pictures that one thread prepares, one after another. Cloneable between threads. */
export interface PicturesTask {
  readonly pictures: readonly PictureRequest[]
  readonly load: LoadImageOptions & { readonly targetSize: readonly [height: number, width: number] }
  /** How to build the transform on another thread. `id` tells transforms of one pool apart. */
  readonly transform?: { readonly id: number; readonly portable: PortableTransform }
  /** Memory to write the pictures into where it is of their size; it is moved to the thread, and back with them. */
  readonly into?: Float32Array
  /** Shared by the threads: [0] becomes 1 when nobody wants the result any more. */
  readonly stop: Int32Array<SharedArrayBuffer>
  /** Shared by the threads: [0] is the picture in work, so that a thread that dies still says which. */
  readonly progress: Int32Array<SharedArrayBuffer>
}

export interface PictureRequest {
  readonly path: string
  /** What the transform drew for this picture. */
  readonly parameters?: unknown
}

/** The pictures as [N, height, width, channels], or why there are none. Errors lose their class between threads. */
export type PicturesResult =
  | Float32Array
  | { readonly status: 'stopped' }
  | {
      readonly status: 'broken' | 'failed'
      readonly path: string
      readonly reason: string
      /** What was thrown; stays on its thread, since not everything can be sent. */
      readonly cause?: unknown
    }

/** A file that cannot be read as a picture. */
export type BrokenFile = Readonly<Pick<BrokenImage, 'path' | 'reason'>>

/** A number that threads share. */
export function sharedNumber(value = 0): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4)).fill(value)
}
