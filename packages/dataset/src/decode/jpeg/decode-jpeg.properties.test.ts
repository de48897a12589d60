import fc from 'fast-check'
import sharp, { type JpegOptions } from 'sharp'
import { describe, expect, it } from 'vitest'
import { everyPixel } from '../../../test/support/every-pixel'
import { toColorMode } from '../color-mode'
import { decodeImage } from '../decode-image'
import { decodeJpeg } from './decode-jpeg'
import { readJpegHeader } from './read-header'

const runs = { seed: 2024, numRuns: 60 }

interface Jpeg {
  width: number
  height: number
  data: Uint8Array
  options: JpegOptions
}

/** Noise around hard edges. */
const anyJpeg: fc.Arbitrary<Jpeg> = fc
  .record({
    width: fc.integer({ min: 1, max: 70 }),
    height: fc.integer({ min: 1, max: 70 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    quality: fc.integer({ min: 1, max: 100 }),
    chromaSubsampling: fc.constantFrom('4:4:4', '4:2:0'),
    optimiseCoding: fc.boolean(),
  })
  .map(({ width, height, seed, ...options }) => ({
    width,
    height,
    options,
    data: noise(width, height, seed),
  }))

function noise(width: number, height: number, seed: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (Math.floor(at / 40) % 2) * 170 + (state >>> 25)
  })
}

function encoded({ width, height, options, data }: Jpeg): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg(options)
    .toBuffer()
}

function decodeWhole(bytes: Uint8Array) {
  const header = readJpegHeader(bytes)
  return header && decodeJpeg(bytes, header, everyPixel(header))
}

describe('decodeJpeg', () => {
  it('gives what sharp gives, for any size, quality and kind of chroma', async () => {
    await fc.assert(
      fc.asyncProperty(anyJpeg, async (jpeg) => {
        const bytes = await encoded(jpeg)
        const found = decodeWhole(bytes)
        // libjpeg repeats chroma in pictures this narrow: left to sharp.
        if (jpeg.width <= 4 && jpeg.options.chromaSubsampling === '4:2:0') {
          expect(found).toBeUndefined()
          return
        }
        const { data, height, width } = await decodeImage(bytes)
        expect(found).toMatchObject({ height, width, channels: 3 })
        expect(Buffer.compare(found!.data, data)).toBe(0)
      }),
      runs,
    )
  })

  it('gives what sharp gives, or nothing, for damaged files', async () => {
    const damage = fc.array(fc.tuple(fc.nat(1_000_000), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(anyJpeg, damage, async (jpeg, changes) => {
        const bytes = await encoded(jpeg)
        for (const [at, value] of changes) bytes[2 + (at % (bytes.length - 2))] = value
        const found = decodeWhole(bytes)
        if (!found) return
        const { data } = await decodeImage(bytes)
        expect(Buffer.compare(toColorMode(found, 'rgb').data, data)).toBe(0)
      }),
      { ...runs, numRuns: 300 },
    )
  })
})
