import { type Image, type ImageShape, RandomState } from '@graft-ml/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyImage, copyOf } from '../test/pictures'
import { type FillMode, fillModes } from './geometry/map-coordinate'
import { type Axes, axesChoices } from './geometry/transform-matrix'
import { imageDataGenerator } from './image-data-generator'
import type { ImageDataGeneratorOptions, ShiftRange } from './options/options'

const range = (most: number): fc.Arbitrary<number> => fc.double({ min: 0, max: most, noNaN: true })
const pair = (least: number, most: number): fc.Arbitrary<[number, number]> => {
  const end = fc.double({ min: least, max: most, noNaN: true })
  return fc.tuple(end, end)
}
const distances = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 4 })
const fractions = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 4 })
/** Evenly from both sides, pixels or a fraction; a whole number; a list of pixels; a list of fractions. */
const shiftRange: fc.Arbitrary<ShiftRange> = fc.oneof(
  range(20),
  fc.integer({ min: 0, max: 9 }),
  distances,
  fractions,
)
const anyShape: fc.Arbitrary<ImageShape> = fc.record({
  height: fc.integer({ min: 1, max: 300 }),
  width: fc.integer({ min: 1, max: 300 }),
  channels: fc.constant(3),
})
const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

const placing = {
  fillMode: fc.constantFrom<FillMode>(...fillModes),
  cval: fc.double({ min: 0, max: 255, noNaN: true }),
  interpolationOrder: fc.integer({ min: 0, max: 5 }),
  axes: fc.constantFrom<Axes>(...axesChoices),
}
const anyOptions: fc.Arbitrary<ImageDataGeneratorOptions> = fc.record(
  {
    ...placing,
    rotationRange: range(180),
    widthShiftRange: shiftRange,
    heightShiftRange: shiftRange,
    shearRange: range(60),
    zoomRange: fc.oneof(range(0.9), pair(0.2, 3)),
    channelShiftRange: range(100),
    brightnessRange: pair(0, 3),
    horizontalFlip: fc.boolean(),
    verticalFlip: fc.boolean(),
    rescale: fc.constantFrom(1, 1 / 255),
  },
  { requiredKeys: [] },
)

describe('sample', () => {
  it('stays within the range of each option', () => {
    fc.assert(
      fc.property(anyOptions, anyShape, anySeed, (options, shape, seed) => {
        const generator = imageDataGenerator(options)
        const { rotationRange, shearRange, zoomRange, channelShiftRange, brightnessRange } = generator.options
        const drawn = generator.sample(new RandomState(seed), shape)
        expect(Math.abs(drawn.theta)).toBeLessThanOrEqual(rotationRange)
        expect(Math.abs(drawn.shear)).toBeLessThanOrEqual(shearRange)
        expectBetween(drawn.zx, zoomRange)
        expectBetween(drawn.zy, zoomRange)
        if (!options.horizontalFlip) expect(drawn.flipHorizontal).toBe(false)
        if (!options.verticalFlip) expect(drawn.flipVertical).toBe(false)
        if (channelShiftRange === 0) expect(drawn.channelShiftIntensity).toBeNull()
        else expect(Math.abs(drawn.channelShiftIntensity!)).toBeLessThanOrEqual(channelShiftRange)
        if (brightnessRange === null) expect(drawn.brightness).toBeNull()
        else expectBetween(drawn.brightness!, brightnessRange)
      }),
      { numRuns: 200 },
    )
  })

  it('shifts by what each kind of range allows', () => {
    fc.assert(
      fc.property(anyOptions, anyShape, anySeed, (options, shape, seed) => {
        const { widthShiftRange = 0, heightShiftRange = 0, axes = 'keras' } = options
        const { tx, ty } = imageDataGenerator(options).sample(new RandomState(seed), shape)
        const [forWidth, forHeight] = axes === 'keras' ? [ty, tx] : [tx, ty]
        expectShift(forWidth, widthShiftRange, shape.width)
        expectShift(forHeight, heightShiftRange, shape.height)
      }),
      { numRuns: 200 },
    )
  })

  it('draws nothing for what is off, and one number for what is on', () => {
    const onOff = fc.constantFrom(0, 0.25)
    fc.assert(
      fc.property(
        fc.tuple(onOff, onOff, onOff, onOff, onOff, onOff, fc.boolean()),
        anySeed,
        ([rotation, height, width, shear, zoom, channel, brightness], seed) => {
          const generator = imageDataGenerator({
            rotationRange: rotation,
            heightShiftRange: height,
            widthShiftRange: width,
            shearRange: shear,
            zoomRange: zoom,
            channelShiftRange: channel,
            brightnessRange: brightness ? [0.5, 1.5] : null,
          })
          const random = new RandomState(seed)
          generator.sample(random, { height: 5, width: 9, channels: 3 })
          // Zoom draws for both directions, and both flips are drawn always.
          const on = [rotation, height, width, shear, zoom, zoom, channel].filter((value) => value > 0).length
          const expected = new RandomState(seed)
          for (let i = 0; i < on + Number(brightness) + 2; i++) expected.random()
          expect(random.state()).toEqual(expected.state())
        },
      ),
    )
  })
})

describe('imageDataGenerator', () => {
  it('gives the same change and the same picture for one seed, in whatever order its options stand', () => {
    const inAnyOrder = anyOptions.chain((options) => {
      const entries = Object.entries(options)
      const shuffled = fc.shuffledSubarray(entries, { minLength: entries.length })
      return fc.tuple(fc.constant(options), shuffled.map(Object.fromEntries))
    })
    fc.assert(
      fc.property(inAnyOrder, anyImage, anySeed, ([options, reordered], image, seed) => {
        const [first, second] = [options, reordered].map((given: ImageDataGeneratorOptions) => {
          const generator = imageDataGenerator(given)
          const parameters = generator.sample(new RandomState(seed), image)
          return { parameters, changed: generator.apply(copyOf(image), parameters) }
        })
        expect(second).toEqual(first)
      }),
    )
  })

  it('writes into other memory what it gives otherwise, and leaves the picture, bytes too', () => {
    const standardizing = fc.record({
      samplewiseCenter: fc.boolean(),
      samplewiseStdNormalization: fc.boolean(),
      preprocessingFunction: fc.constantFrom(null, ({ data, ...shape }: Image) => ({
        ...shape,
        data: data.map((value) => 255 - value),
      })),
    })
    fc.assert(
      fc.property(
        anyOptions,
        standardizing,
        anyImage,
        anySeed,
        fc.boolean(),
        (options, more, image, seed, whole) => {
          const generator = imageDataGenerator({ ...options, ...more })
          const given = whole ? { ...image, data: Uint8Array.from(image.data) } : image
          const untouched = given.data.slice()
          const parameters = generator.sample(new RandomState(seed), image)
          const batch = new Float32Array(image.data.length + 2).fill(-7)
          generator.applyInto(given, parameters, batch.subarray(1, -1))
          const expected = generator.apply({ ...image, data: new Float32Array(given.data) }, parameters)
          expect(batch.subarray(1, -1)).toEqual(expected.data)
          expect([batch[0], batch.at(-1)]).toEqual([-7, -7])
          expect(given.data).toEqual(untouched)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('refuses to write where there is not the room, or where the picture lies', () => {
    const generator = imageDataGenerator()
    const image = { height: 1, width: 2, channels: 1, data: new Float32Array(2) }
    expect(() => generator.applyInto(image, {}, new Float32Array(3))).toThrow(/output must be 2 numbers/)
    expect(() => generator.applyInto(image, {}, image.data)).toThrow(/in memory of their own/)
  })

  it('changes nothing without a range, whatever the fill, the interpolation and the axes', () => {
    fc.assert(
      fc.property(fc.record(placing), anyImage, anySeed, (options, image, seed) => {
        const generator = imageDataGenerator(options)
        const parameters = generator.sample(new RandomState(seed), image)
        expect(generator.apply(copyOf(image), parameters)).toEqual(image)
      }),
    )
  })
})

function expectBetween(value: number, [first, second]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(Math.min(first, second))
  expect(value).toBeLessThanOrEqual(Math.max(first, second))
}

function expectShift(shift: number, range: ShiftRange, length: number): void {
  if (typeof range !== 'number') {
    const unit = Math.max(...range) < 1 ? length : 1
    expect(range.map((value) => Math.abs(value * unit))).toContain(Math.abs(shift))
  } else if (Number.isInteger(range)) {
    expect(Number.isInteger(shift)).toBe(true)
    expect(Math.abs(shift)).toBeLessThanOrEqual(Math.max(range - 1, 0))
  } else {
    expect(Math.abs(shift)).toBeLessThanOrEqual(range < 1 ? range * length : range)
  }
}
