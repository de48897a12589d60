import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { everyPixel } from '../../../test/support/every-pixel'
import { toColorMode } from '../color-mode'
import { decodeJpeg } from './decode-jpeg'
import { SOURCE_SHA256 } from './module-bytes'
import { readJpegHeader } from './read-header'

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures', name), 'utf8'))
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** What Pillow makes of ordinary JPEGs; see fixtures/generate.py. */
const cases: { name: string; bytes: string; height: number; width: number; crc32: number }[] =
  fixture('jpeg.json')
const others: { name: string; bytes: string }[] = fixture('decode.json')

function decodeWhole(bytes: Uint8Array) {
  const header = readJpegHeader(bytes)
  return header && decodeJpeg(bytes, header, everyPixel(header))
}

describe('decodeJpeg', () => {
  it('is compiled from the sources beside it', () => {
    const hash = createHash('sha256')
    const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.as'))
    for (const name of sources.sort()) hash.update(readFileSync(join(import.meta.dirname, name)))
    expect(hash.digest('hex'), 'run: node src/decode/jpeg/compile.mjs').toBe(SOURCE_SHA256)
  })

  it.each(cases)('gives the bytes of Pillow for $name', ({ bytes, height, width, crc32: expected }) => {
    const image = decodeWhole(fromBase64(bytes))!
    expect(image).toMatchObject({ height, width })
    expect(crc32(toColorMode(image, 'rgb').data)).toBe(expected)
  })

  it('gives some columns and rows as they are in the whole picture', () => {
    for (const { bytes } of cases) {
      const file = fromBase64(bytes)
      const header = readJpegHeader(file)!
      const whole = decodeWhole(file)!
      const columns = Int32Array.of(0, 3, 3, header.width - 1)
      const rows = Int32Array.of(1, 15, 16, 17, 17, header.height - 1)
      const some = decodeJpeg(file, header, { columns, rows })!
      const { channels } = whole
      const expected = [...rows].flatMap((row) =>
        [...columns].flatMap((column) => {
          const at = (row * header.width + column) * channels
          return [...whole.data.subarray(at, at + channels)]
        }),
      )
      expect([...some.data]).toEqual(expected)
    }
  })

  it.each(['jpeg progressive', 'jpeg cmyk'])('leaves %s to others', (name) => {
    expect(readJpegHeader(fromBase64(others.find((one) => one.name === name)!.bytes))).toBeUndefined()
  })

  it('leaves a file that ends too early to others, wherever it ends', () => {
    for (const { bytes } of cases) {
      const file = fromBase64(bytes)
      for (let end = 0; end < file.length; end += 7)
        expect(decodeWhole(file.subarray(0, end))).toBeUndefined()
      expect(decodeWhole(file.subarray(0, -1))).toBeUndefined()
    }
  })

  it('leaves a file whose bits do not end with its pixels to others', () => {
    const file = fromBase64(cases[0]!.bytes)
    const longer = new Uint8Array([...file.subarray(0, -2), 0x55, 0x55, ...file.subarray(-2)])
    expect(decodeWhole(longer)).toBeUndefined()
  })
})
