import { type Image, InvalidArgumentError } from '@graft-ml/core'
import type { ResolvedOptions } from '../options/options'
import { NotFittedError } from './not-fitted-error'
import { rescale } from './rescale'
import { whiten } from './zca'

/** Keeps a division by a deviation of zero finite; Keras's value. */
const stdEpsilon = 1e-6

/**
 * Brings the values of a picture into the range that a model expects: preprocessing function, rescaling, then
 * the picture's own mean and deviation, then those of the fitted pictures, then whitening. May reuse the memory of `image`.
 *
 * @throws NotFittedError when an option needs statistics and there are none.
 */
export function standardize(image: Image, options: ResolvedOptions): Image {
  const standardized = preprocess(image, options.preprocessingFunction)
  rescale(standardized.data, options.rescale)
  return normalize(standardized, options)
}

/** What `standardize` does with a picture that is preprocessed and rescaled. */
export function normalize(standardized: Image, options: ResolvedOptions): Image {
  if (options.samplewiseCenter) centre(standardized.data)
  if (options.samplewiseStdNormalization) divideByDeviation(standardized.data)
  if (options.featurewiseCenter) {
    const mean = perChannel('featurewiseCenter', options.statistics?.mean, standardized)
    eachChannel(standardized, (value, channel) => value - mean[channel]!)
  }
  if (options.featurewiseStdNormalization) {
    const std = perChannel('featurewiseStdNormalization', options.statistics?.std, standardized)
    const divisors = std.map((deviation) => deviation + stdEpsilon)
    eachChannel(standardized, (value, channel) => value / divisors[channel]!)
  }
  if (!options.zcaWhitening) return standardized
  const zca = options.statistics?.zca
  if (!zca) throw new NotFittedError('zcaWhitening')
  return whiten(standardized, zca)
}

function preprocess(image: Image, preprocessingFunction: ResolvedOptions['preprocessingFunction']): Image {
  if (preprocessingFunction === null) return image
  const preprocessed = preprocessingFunction(image)
  const { data, height, width, channels } = preprocessed ?? {}
  const sameShape = height === image.height && width === image.width && channels === image.channels
  if (
    data instanceof Float32Array &&
    data.length === image.height * image.width * image.channels &&
    sameShape
  ) {
    return preprocessed
  }
  throw new InvalidArgumentError({
    argument: 'the result of preprocessingFunction',
    expected: `an image of ${image.height}x${image.width}x${image.channels} with Float32Array data`,
    received: preprocessed && { height, width, channels, data: data?.constructor.name },
  })
}

function centre(data: Float32Array): void {
  const mean = Math.fround(meanOf(data))
  for (let i = 0; i < data.length; i++) data[i]! -= mean
}

function divideByDeviation(data: Float32Array): void {
  const mean = meanOf(data)
  let squares = 0
  for (let i = 0; i < data.length; i++) squares += (data[i]! - mean) ** 2
  const divisor = Math.fround(Math.sqrt(squares / data.length)) + stdEpsilon
  for (let i = 0; i < data.length; i++) data[i]! /= divisor
}

function meanOf(data: Float32Array): number {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i]!
  return sum / data.length
}

function perChannel(option: string, statistic: Float32Array | null | undefined, image: Image): Float32Array {
  if (!statistic) throw new NotFittedError(option)
  if (statistic.length === image.channels) return statistic
  throw new InvalidArgumentError({
    argument: 'image.channels',
    expected: `${statistic.length}, as in the fitted pictures`,
    received: image.channels,
  })
}

function eachChannel({ data, channels }: Image, change: (value: number, channel: number) => number): void {
  for (let i = 0; i < data.length; i++) data[i] = change(data[i]!, i % channels)
}
