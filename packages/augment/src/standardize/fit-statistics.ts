import { type Image, type NdArray, RandomState } from '@graft-ml/core'
import { imageAt, imagesShape } from '../flow/images'
import type { ResolvedOptions } from '../options/options'
import { checkNames, wholeNumber } from '../options/validate'
import { applyParameters } from '../parameters/apply-parameters'
import { sampleParameters } from '../parameters/sample-parameters'
import { rescale } from './rescale'
import type { Statistics } from './statistics'
import { fitZca } from './zca'

/** How `fit` sees the pictures. */
export interface FitOptions {
  /** Fit on changed pictures instead of the pictures themselves. Default false. */
  augment?: boolean
  /** How many changed versions of each picture, with `augment`. Default 1. */
  rounds?: number
  /** Seed of the changes, 0..2^32-1. Default 0. */
  seed?: number
}

/**
 * Mean and deviation of each channel and the components for whitening, as far as `options` asks for them.
 *
 * Pictures are rescaled first; the preprocessing function is not applied. Sums are in double precision.
 *
 * @param images [N, height, width, channels]
 */
export function fitStatistics(
  images: NdArray<Float32Array | Uint8Array>,
  options: ResolvedOptions,
  fitOptions: FitOptions = {},
): Statistics {
  checkNames('fit', fitOptions, ['augment', 'rounds', 'seed'])
  const { augment = false, rounds = 1, seed = 0 } = fitOptions
  wholeNumber('rounds', rounds, 1)
  const { channels } = imagesShape(images)
  // Each pass draws the same changes again rather than keeping all changed pictures in memory.
  const pictures = (): Iterable<Image> =>
    augment ? changed(images, options, rounds, new RandomState(seed)) : rescaled(images, options)

  const mean = options.featurewiseCenter
    ? Float32Array.from(channelMeans(pictures(), channels, (value) => value))
    : null
  const offset = mean ?? new Float32Array(channels)
  const std = options.featurewiseStdNormalization
    ? Float32Array.from(
        channelMeans(pictures(), channels, (value, channel) => (value - offset[channel]!) ** 2),
        Math.sqrt,
      )
    : null
  const zca = options.zcaWhitening ? fitZca(centredRows(pictures(), offset), options.zcaEpsilon) : null
  return { mean, std, zca }
}

function* rescaled(images: NdArray<Float32Array | Uint8Array>, options: ResolvedOptions): Generator<Image> {
  for (let i = 0; i < images.shape[0]!; i++) {
    const image = imageAt(images, i)
    rescale(image.data, options.rescale)
    yield image
  }
}

function* changed(
  images: NdArray<Float32Array | Uint8Array>,
  options: ResolvedOptions,
  rounds: number,
  random: RandomState,
): Generator<Image> {
  for (let round = 0; round < rounds; round++) {
    for (const image of rescaled(images, options)) {
      yield applyParameters(image, sampleParameters(random, image, options), options)
    }
  }
}

function channelMeans(
  pictures: Iterable<Image>,
  channels: number,
  of: (value: number, channel: number) => number,
): Float64Array {
  const sums = new Float64Array(channels)
  let pixels = 0
  for (const { data, height, width } of pictures) {
    for (let i = 0; i < data.length; i++) sums[i % channels]! += of(data[i]!, i % channels)
    pixels += height * width
  }
  return sums.map((sum) => sum / pixels)
}

function centredRows(pictures: Iterable<Image>, mean: Float32Array): Float32Array[] {
  return Array.from(pictures, ({ data }) => data.map((value, i) => value - mean[i % mean.length]!))
}
