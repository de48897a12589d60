import type { Image, NdArray } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { camelCase, distance, keras, toArray, toImage } from '../../test/keras'
import { imageAt } from '../flow/images'
import { imageDataGenerator } from '../image-data-generator'
import { NotFittedError } from './not-fitted-error'

const images = toArray(keras.images)

describe('standardizing computes what Keras computes', () => {
  it.each(keras.standardize)('$name', ({ options, images: stored, output }) => {
    const pictures = toArray(stored)
    const generator = imageDataGenerator(camelCase(options)).fit(pictures)
    const standardized = generator.apply(imageAt(pictures, 1), {})
    // Keras sums in single precision.
    expect(distance(standardized.data, toImage(output).data)).toBeLessThan(2e-3)
  })

  it.each(keras.fit)('fit on changed pictures, $rounds rounds', ({ options, rounds, seed, mean, std }) => {
    const { statistics } = imageDataGenerator(camelCase(options)).fit(images, {
      augment: true,
      rounds,
      seed,
    }).options
    expect(distance(statistics!.mean!, toArray(mean).data)).toBeLessThan(1e-6)
    expect(distance(statistics!.std!, toArray(std).data)).toBeLessThan(1e-6)
  })
})

describe('fit', () => {
  it('leaves the generator and the pictures as they were', () => {
    const generator = imageDataGenerator({ featurewiseCenter: true, rescale: 0.5 })
    const before = images.data.slice()
    const fitted = generator.fit(images)
    expect(generator.options.statistics).toBeNull()
    expect(fitted.options.statistics?.mean).toHaveLength(3)
    expect(images.data).toEqual(before)
  })

  it('takes 8-bit pictures', () => {
    const bytes: NdArray<Uint8Array> = { shape: [2, 1, 1, 1], data: Uint8Array.of(10, 20) }
    const { statistics } = imageDataGenerator({ featurewiseStdNormalization: true }).fit(bytes).options
    expect([statistics?.mean?.[0], statistics?.std?.[0]]).toEqual([15, 5])
  })

  it('whitens: the fitted pictures are uncorrelated and of variance one afterwards', () => {
    const count = 30
    const data = Float32Array.from(
      { length: count * 4 },
      (_, i) => Math.sin(i * i) * 9 + Math.cos(Math.floor(i / 4)) * 50,
    )
    const pictures = { shape: [count, 2, 2, 1], data }
    const generator = imageDataGenerator({ zcaWhitening: true }).fit(pictures)
    const white = Array.from({ length: count }, (_, i) => generator.apply(imageAt(pictures, i), {}).data)
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        const covariance = white.reduce((sum, picture) => sum + picture[a]! * picture[b]!, 0) / count
        expect(covariance).toBeCloseTo(a === b ? 1 : 0, 3)
      }
    }
  })

  it('has no components for pictures that repeat', () => {
    const size = 6 * 5 * 3
    const repeated = Float32Array.from([
      ...images.data.subarray(0, 3 * size),
      ...images.data.subarray(0, 3 * size),
    ])
    const { statistics } = imageDataGenerator({ zcaWhitening: true }).fit({
      shape: [6, 6, 5, 3],
      data: repeated,
    }).options
    const { components } = statistics!.zca!
    const lengths = Array.from({ length: 6 }, (_, k) =>
      Math.hypot(...components.subarray(k * size, (k + 1) * size)),
    )
    const ordered = lengths.sort((a, b) => b - a).map((length) => Math.round(length * 1e5) / 1e5)
    expect(ordered).toEqual([1, 1, 1, 0, 0, 0])
  })

  it.each([
    ['no pictures', { shape: [0, 2, 2, 3], data: new Float32Array() }],
    ['one picture without its first axis', { shape: [2, 2, 3], data: new Float32Array(12) }],
    ['too little data', { shape: [1, 2, 2, 3], data: new Float32Array(11) }],
  ])('refuses %s', (_, pictures) => {
    expect(() => imageDataGenerator().fit(pictures)).toThrow(
      /images must be at least one picture, as \[N, height/,
    )
  })
})

describe('apply', () => {
  it.each(['featurewiseCenter', 'featurewiseStdNormalization', 'zcaWhitening'] as const)(
    'says that %s needs a fitted generator',
    (option) => {
      const generator = imageDataGenerator({ [option]: true })
      expect(() => generator.apply(toImage(keras.image), {})).toThrow(NotFittedError)
    },
  )

  it('refuses a picture with other channels or another size than the fitted ones', () => {
    const centred = imageDataGenerator({ featurewiseCenter: true }).fit(images)
    const whitened = imageDataGenerator({ zcaWhitening: true }).fit(images)
    const grey: Image = { data: new Float32Array(30), height: 6, width: 5, channels: 1 }
    expect(() => centred.apply(grey, {})).toThrow(
      /image.channels must be 3, as in the fitted pictures. Received: 1/,
    )
    expect(() => whitened.apply(toImage(keras.image), {})).toThrow(
      /image must be a picture of 90 values.*9x12x3/,
    )
  })

  it('calls the preprocessing function after the changes and before rescaling', () => {
    const image: Image = { data: Float32Array.of(1, 2, 3), height: 1, width: 3, channels: 1 }
    const preprocessingFunction = (picture: Image): Image => ({
      ...picture,
      data: picture.data.map((value, i) => value + 10 * i),
    })
    const generator = imageDataGenerator({ preprocessingFunction, rescale: 2 })
    expect([...generator.apply(image, { flipHorizontal: true }).data]).toEqual([6, 24, 42])
  })

  it('refuses what the preprocessing function gives when its shape is another', () => {
    const generator = imageDataGenerator({ preprocessingFunction: (picture) => ({ ...picture, width: 2 }) })
    expect(() => generator.apply(toImage(keras.image), {})).toThrow(
      /result of preprocessingFunction must be an image of 9x12x3/,
    )
  })
})
