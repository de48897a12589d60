import sharp from 'sharp'
import type { Draw } from './draw'

/** Makes a photo of a drawing: a lens that is a little soft, a light, grain, darker corners, JPEG. */
export async function photograph(draw: Draw, svg: string): Promise<Buffer> {
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .blur(draw.between(0.35, 0.9))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expose(draw, data, info.width, info.height)
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: draw.whole(82, 93) })
    .toBuffer()
}

/** Brightness, warmth, vignette and grain, in place; [height, width, 3]. */
function expose(draw: Draw, pixels: Uint8Array, width: number, height: number): void {
  const brightness = draw.between(0.82, 1.12)
  const warmth = draw.around(0.1)
  const channels = [brightness * (1 + warmth), brightness, brightness * (1 - warmth)]
  const vignette = draw.between(0.05, 0.4)
  const grain = draw.between(4, 14)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
      const light = 1 - vignette * distance
      const noise = draw.around(grain)
      for (let c = 0; c < 3; c++) {
        const index = (y * width + x) * 3 + c
        pixels[index] = Math.max(0, Math.min(255, Math.round(pixels[index]! * light * channels[c]! + noise)))
      }
    }
  }
}
