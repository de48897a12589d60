import type { Image } from '@graft-ml/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, keras, toImage } from '../../test/keras'
import { anyImage } from '../../test/pictures'
import { affineTransform } from './affine-transform'
import { flipHorizontal, flipVertical } from './flip'
import { type FillMode, fillModes } from './map-coordinate'
import { type AffineMatrix, transformMatrix } from './transform-matrix'

const anyMode = fc.constantFrom<FillMode>(...fillModes)
const anyOrder = fc.integer({ min: 0, max: 5 })
const identity: AffineMatrix = [
  [1, 0, 0],
  [0, 1, 0],
]
const copyOf = (image: Image): Image => ({ ...image, data: image.data.slice() })

describe('affineTransform computes what scipy computes', () => {
  it.each(keras.affine)('order $order, $fillMode', ({ order, fillMode, cval, parameters, output }) => {
    const image = toImage(keras.image)
    const changed = affineTransform(image, transformMatrix(parameters, image), { order, fillMode, cval })
    expect(distance(changed.data, toImage(output).data)).toBeLessThan(1e-4)
  })

  it.each(keras.matrices)('matrix $matrix, $fillMode', ({ matrix, fillMode, cval, output }) => {
    const changed = affineTransform(toImage(keras.image), matrix, { fillMode, cval })
    expect(distance(changed.data, toImage(output).data)).toBeLessThan(1e-4)
  })
})

describe('affineTransform', () => {
  it('gives back the picture for the identity, in every order and mode', () => {
    fc.assert(
      fc.property(anyImage, anyOrder, anyMode, (image, order, fillMode) => {
        const same = affineTransform(image, identity, { order, fillMode })
        expect(same.data).not.toBe(image.data)
        expect(distance(same.data, image.data)).toBeLessThan(order < 2 ? 1e-9 : 2e-3)
      }),
    )
  })

  it('flips as the flips do', () => {
    fc.assert(
      fc.property(anyImage, anyOrder, (image, order) => {
        const sideways: AffineMatrix = [
          [1, 0, 0],
          [0, -1, image.width - 1],
        ]
        const upended: AffineMatrix = [
          [-1, 0, image.height - 1],
          [0, 1, 0],
        ]
        const tolerance = order < 2 ? 1e-9 : 2e-3
        const flipped = affineTransform(image, sideways, { order }).data
        expect(distance(flipped, flipHorizontal(copyOf(image)).data)).toBeLessThan(tolerance)
        const turned = affineTransform(image, upended, { order }).data
        expect(distance(turned, flipVertical(copyOf(image)).data)).toBeLessThan(tolerance)
      }),
    )
  })

  it('brings a wrapped picture back by the opposite shift, up to its first and last lines, which coincide', () => {
    fc.assert(
      fc.property(
        anyImage,
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: -20, max: 20 }),
        (image, down, right) => {
          // With a period of n - 1 only a picture whose last line repeats the first survives.
          const periodic = affineTransform(image, identity)
          const { data, height, width, channels } = periodic
          for (let i = 0; i < width * channels; i++) data[(height - 1) * width * channels + i] = data[i]!
          for (let row = 0; row < height; row++) {
            for (let channel = 0; channel < channels; channel++) {
              data[(row * width + width - 1) * channels + channel] = data[row * width * channels + channel]!
            }
          }
          const shift = (y: number, x: number): AffineMatrix => [
            [1, 0, y],
            [0, 1, x],
          ]
          const there = affineTransform(periodic, shift(down, right), { fillMode: 'wrap' })
          const back = affineTransform(there, shift(-down, -right), { fillMode: 'wrap' })
          expect(distance(back.data, data)).toBeLessThan(1e-4)
        },
      ),
    )
  })

  it('stays within the values of the picture and the fill, in orders 0 and 1', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true })
    const matrix = fc.tuple(fc.tuple(number, number, number), fc.tuple(number, number, number))
    fc.assert(
      fc.property(anyImage, matrix, anyMode, fc.constantFrom(0, 1), (image, affine, fillMode, order) => {
        const cval = 300
        const { data } = affineTransform(image, affine, { fillMode, cval, order })
        const most = fillMode === 'constant' ? cval : Math.max(...image.data)
        expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...image.data) - 1e-3)
        expect(Math.max(...data)).toBeLessThanOrEqual(most + 1e-3)
      }),
    )
  })

  it('fills with exactly cval outside, unblended', () => {
    const image = { data: Float32Array.of(10, 20, 30), height: 1, width: 3, channels: 1 }
    const shifted: AffineMatrix = [
      [1, 0, 0],
      [0, 1, 0.5],
    ]
    expect([...affineTransform(image, shifted, { fillMode: 'constant', cval: 7 }).data]).toEqual([15, 25, 7])
  })

  it.each([-1, 6, 1.5])('refuses the order %s', (order) => {
    expect(() => affineTransform(toImage(keras.image), identity, { order })).toThrow(
      `order must be an integer 0..5. Received: ${order}.`,
    )
  })

  it('names the fill modes when it is told another', () => {
    // @ts-expect-error not a fill mode
    expect(() => affineTransform(toImage(keras.image), identity, { fillMode: 'mirror' })).toThrow(
      "fillMode must be one of 'nearest', 'reflect', 'wrap', 'constant'. Received: 'mirror'.",
    )
  })
})
