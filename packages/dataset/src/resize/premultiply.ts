/** RGBA to RGBA with the colors multiplied by alpha, rounded as Pillow's `convert('RGBa')`. */
export function premultiply(rgba: Uint8Array): Uint8Array {
  const result = new Uint8Array(rgba.length)
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]!
    for (let channel = 0; channel < 3; channel++) {
      const product = rgba[at + channel]! * alpha + 128
      result[at + channel] = ((product >> 8) + product) >> 8
    }
    result[at + 3] = alpha
  }
  return result
}

/** The way back, rounded down and clipped as Pillow's `convert('RGBA')`. */
export function unpremultiply(premultiplied: Uint8Array): Uint8Array {
  const result = new Uint8Array(premultiplied)
  for (let at = 0; at < result.length; at += 4) {
    const alpha = result[at + 3]!
    if (alpha === 0 || alpha === 255) continue
    for (let channel = 0; channel < 3; channel++) {
      result[at + channel] = Math.min(255, Math.trunc((255 * result[at + channel]!) / alpha))
    }
  }
  return result
}
