import type {
  BatchSource,
  Image,
  ImageShape,
  ImageTransform,
  NdArray,
  PortableTransform,
  RandomState,
} from '@graft-ml/core'
import { type FlowOptions, flow } from './flow/flow'
import type { Labels } from './flow/subset'
import { isDeterministic } from './options/is-deterministic'
import type { ImageDataGeneratorOptions, ResolvedOptions } from './options/options'
import { resolveOptions } from './options/resolve-options'
import { applyParameters, applyParametersInto } from './parameters/apply-parameters'
import type { AugmentParameters } from './parameters/augment-parameters'
import { sampleParameters } from './parameters/sample-parameters'
import { type FitOptions, fitStatistics } from './standardize/fit-statistics'
import { normalize, standardize } from './standardize/standardize'

/** Random changes of pictures as Keras's ImageDataGenerator makes them. Made by `imageDataGenerator`; never changes. */
export interface ImageDataGenerator extends ImageTransform<AugmentParameters> {
  /** Every option, with defaults filled in and implied options set. */
  readonly options: ResolvedOptions
  /** Draws one change for a picture of `shape`. */
  sample(random: RandomState, shape: ImageShape): AugmentParameters
  /**
   * Applies a change to a picture of 0..255 and standardizes the result. May reuse the memory of `image`.
   *
   * @throws NotFittedError when an option needs statistics and `fit` was not called.
   */
  apply(image: Image, parameters: Partial<AugmentParameters>): Image
  /**
   * `apply` without copies, for a picture of bytes or floats that stays as it is.
   *
   * @param output Where the result is written, a part of a batch for one: as many numbers as `image` has, in other
   *   memory.
   * @throws NotFittedError as `apply`; InvalidArgumentError when the room does not fit.
   */
  applyInto(
    image: Image<Float32Array | Uint8Array>,
    parameters: Partial<AugmentParameters>,
    output: Float32Array,
  ): void
  /** A generator with the same options and the statistics of `images` [N, height, width, channels]. */
  fit(images: NdArray<Float32Array | Uint8Array>, options?: FitOptions): ImageDataGenerator
  /** Endless batches of changed pictures; see `flow`. */
  flow(images: NdArray<Float32Array | Uint8Array>, labels?: Labels, options?: FlowOptions): BatchSource
}

/**
 * Makes a generator of random changes.
 *
 * @example
 * const generator = imageDataGenerator({ rescale: 1 / 255, rotationRange: 40, horizontalFlip: true })
 * const parameters = generator.sample(new RandomState(42), image)
 * const changed = generator.apply(image, parameters)
 *
 * @throws InvalidArgumentError for an unknown option or a value that an option may not have.
 */
export function imageDataGenerator(options: ImageDataGeneratorOptions = {}): ImageDataGenerator {
  const resolved = resolveOptions(options)
  const generator: ImageDataGenerator = {
    options: resolved,
    deterministic: isDeterministic(resolved),
    sample: (random, shape) => sampleParameters(random, shape, resolved),
    apply: (image, parameters) => standardize(applyParameters(image, parameters, resolved), resolved),
    applyInto: (image, parameters, output) => changeInto(image, parameters, resolved, output),
    fit: (images, fitOptions) =>
      imageDataGenerator({ ...resolved, statistics: fitStatistics(images, resolved, fitOptions) }),
    flow: (images, labels, flowOptions) => flow(generator, images, labels, flowOptions),
  }
  const portable = portableTransform(resolved)
  return portable ? { ...generator, portable } : generator
}

function changeInto(
  image: Image<Float32Array | Uint8Array>,
  parameters: Partial<AugmentParameters>,
  options: ResolvedOptions,
  output: Float32Array,
): void {
  // A function of the caller's comes before rescaling.
  const scale = options.preprocessingFunction === null ? Math.fround(options.rescale) : 1
  applyParametersInto(image, parameters, options, scale, output)
  const changed = { ...image, data: output }
  const { data } =
    options.preprocessingFunction === null ? normalize(changed, options) : standardize(changed, options)
  // Whitening and functions of the caller's give new memory.
  if (data !== output) output.set(data)
}

/** How another thread makes the same generator: this module's own address, and options that are plain data. */
function portableTransform(options: ResolvedOptions): PortableTransform | undefined {
  if (options.preprocessingFunction !== null) return undefined
  return { module: import.meta.url, exportName: 'imageDataGenerator', options }
}
