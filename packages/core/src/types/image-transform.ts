import type { RandomState } from '../random/random-state'
import type { Image, ImageShape } from './image'

/**
 * A random change of pictures, in two functions: drawing the parameters and applying them.
 *
 * Parameters are drawn on the main thread, picture by picture in the order of the batch, so that a seed
 * means one sequence whatever the number of threads; they are plain data, applied wherever the picture is.
 */
export interface ImageTransform<Parameters = unknown> {
  /** Draws one change of a picture of this shape. */
  sample(random: RandomState, shape: ImageShape): Parameters
  /** May reuse the memory of `image`. */
  apply(image: Image, parameters: Parameters): Image
  /**
   * `apply` without copies: reads bytes or floats as they are, leaves them, and writes to where the result belongs.
   *
   * @param output as many numbers as `image` has, in other memory; what it holds before is of no meaning
   */
  applyInto?(image: Image<Float32Array | Uint8Array>, parameters: Parameters, output: Float32Array): void
  /** True where every picture is changed in one way only, whatever `sample` draws: a rescaling, no rotation. */
  readonly deterministic?: boolean
  /** How another thread builds the same transform; absent when an option is a function of the caller's. */
  readonly portable?: PortableTransform
}

/** A transform by name: `(await import(module))[exportName](options)` gives the ImageTransform. */
export interface PortableTransform {
  /** A `file:` url. */
  readonly module: string
  readonly exportName: string
  /** Plain data, cloneable between threads. */
  readonly options: unknown
}
