import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Image } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { INTERPOLATIONS, type Interpolation } from './filters'
import { resizeImage } from './resize-image'

interface ResizeFixture {
  height: number
  width: number
  inputs: Record<'rgb' | 'rgba' | 'grayscale', string>
  cases: {
    mode: 'rgb' | 'rgba' | 'grayscale'
    interpolation: Interpolation
    targetSize: [number, number]
    keepAspectRatio: boolean
    crc32: number
    values: string | null
  }[]
}

/** What Keras's load_img (so Pillow) makes of the same pictures; see fixtures/generate.py. */
const fixture: ResizeFixture = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/resize.json'), 'utf8'),
)
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const input = (mode: keyof ResizeFixture['inputs']): Image<Uint8Array> => {
  const data = fromBase64(fixture.inputs[mode])
  return { data, height: fixture.height, width: fixture.width, channels: data.length / (23 * 31) }
}

describe('resizeImage', () => {
  it.each(INTERPOLATIONS)('gives the bytes of Pillow for %s', (interpolation) => {
    const cases = fixture.cases.filter((one) => one.interpolation === interpolation)
    expect(cases).toHaveLength(36)
    for (const { mode, targetSize, keepAspectRatio, ...expected } of cases) {
      const image = resizeImage(input(mode), { targetSize, interpolation, keepAspectRatio })
      const what = `${mode} to ${targetSize.join(' x ')}${keepAspectRatio ? ' with its proportions kept' : ''}`
      if (expected.values) expect(image.data, what).toEqual(fromBase64(expected.values))
      expect(crc32(image.data), what).toBe(expected.crc32)
    }
  })

  it('leaves a picture of the right size alone', () => {
    const image = input('rgb')
    expect(resizeImage(image, { targetSize: [23, 31], interpolation: 'lanczos' })).toBe(image)
  })

  it('names what a wrong option may be', () => {
    // @ts-expect-error one number is no size
    expect(() => resizeImage(input('rgb'), { targetSize: 150 })).toThrow('[height, width]')
    expect(() => resizeImage(input('rgb'), { targetSize: [0, 9] })).toThrow('Received: [0,9]')
    // @ts-expect-error no such interpolation
    expect(() => resizeImage(input('rgb'), { targetSize: [9, 9], interpolation: 'area' })).toThrow(
      "'lanczos'",
    )
    const thin = { data: new Uint8Array(300), height: 1, width: 100, channels: 3 }
    expect(() => resizeImage(thin, { targetSize: [500, 2], keepAspectRatio: true })).toThrow(
      'keepAspectRatio',
    )
  })
})
