import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLOR_MODES } from '../decode/color-mode'
import { decodeImage } from '../decode/decode-image'
import { INTERPOLATIONS } from '../resize/filters'
import { resizeImage } from '../resize/resize-image'
import { decodeToSize } from './decode-to-size'

const cases: { name: string; bytes: string }[] = JSON.parse(
  readFileSync(new URL('../../fixtures/jpeg.json', import.meta.url), 'utf8'),
)

describe.each(cases)('decodeToSize of $name', ({ bytes: text }) => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))

  it.each(COLOR_MODES)('is decoding, then resizing, as %s', async (colorMode) => {
    for (const interpolation of INTERPOLATIONS) {
      for (const keepAspectRatio of [false, true]) {
        for (const targetSize of [
          [9, 14],
          [64, 31],
          [37, 50],
        ] as const) {
          const resize = { targetSize, interpolation, keepAspectRatio }
          const found = await decodeToSize(bytes, { colorMode, ...resize })
          const expected = resizeImage(await decodeImage(bytes, { colorMode }), resize)
          expect({ ...found, data: [...found.data] }).toEqual({ ...expected, data: [...expected.data] })
        }
      }
    }
  })
})

describe('decodeToSize', () => {
  it('says what is wrong with a file that ends too early', async () => {
    const bytes = new Uint8Array(Buffer.from(cases[0]!.bytes, 'base64'))
    const options = { targetSize: [9, 14], name: 'a/b.jpg' } as const
    await expect(decodeToSize(bytes.subarray(0, -200), options)).rejects.toMatchObject({
      code: 'BROKEN_IMAGE',
      path: 'a/b.jpg',
    })
  })
})
