import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { svgToPng } from './svg-to-png'

const page = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="Nowhere, sans-serif"><rect width="200" height="40" fill="white"/>${content}</svg>`
const words = '<text x="10" y="28" font-size="20">Validation</text>'

describe('svgToPng', () => {
  it('scales', async () => {
    const { width, height, format } = await sharp(await svgToPng(page(''), { scale: 3 })).metadata()
    expect({ width, height, format }).toEqual({ width: 600, height: 120, format: 'png' })
  })

  it('sets words in a font of its own, in two weights', async () => {
    const [none, regular, bold] = await Promise.all(
      ['', words, words.replace('<text', '<text font-weight="600"')].map(async (content) =>
        ink(page(content)),
      ),
    )
    expect(none).toBe(0)
    expect(regular).toBeGreaterThan(200)
    expect(bold).toBeGreaterThan(regular! * 1.1)
  })

  it('does not mind that another copy of the package started the renderer', async () => {
    await svgToPng(page(words))
    vi.resetModules()
    const copy = await import('./svg-to-png')
    expect(await copy.svgToPng(page(words))).toEqual(await svgToPng(page(words)))
  })

  it('draws the same bytes every time', async () => {
    expect(await svgToPng(page(words))).toEqual(await svgToPng(page(words)))
  })
})

/** How much black there is, in pixels. */
async function ink(svg: string): Promise<number> {
  const pixels = await sharp(await svgToPng(svg, { scale: 1 }))
    .greyscale()
    .raw()
    .toBuffer()
  return pixels.reduce((sum, value) => sum + (255 - value) / 255, 0)
}
