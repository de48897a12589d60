/** The kinds of files that are decoded. */
export const IMAGE_FORMATS = ['jpeg', 'png', 'gif', 'webp', 'tiff', 'bmp', 'pnm'] as const
/**
 * A kind of files that is decoded.
 *
 * @useDeclaredType
 */
export type ImageFormat = (typeof IMAGE_FORMATS)[number]

/** Tells a picture's format from its first bytes: names of files lie often enough. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 12))
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif'
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp'
  // The last two are BigTIFF.
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(start.slice(0, 4))) return 'tiff'
  if (start.startsWith('BM')) return 'bmp'
  if (/^P[2356]\s/.test(start)) return 'pnm'
  return undefined
}

/**
 * Whether a JPEG has four components (CMYK), read from its start-of-frame segment.
 *
 * Asking sharp would open the file twice, which costs a tenth of the decoding.
 */
export function isFourComponentJpeg(bytes: Uint8Array): boolean {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (isStartOfFrame(marker)) return bytes[at + 9] === 4
    at += marker === 0xff ? 1 : 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
  }
  return false
}

/** SOF0..SOF15; C4, C8 and CC of that range mean something else. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Whether a PNG is grayscale of 16 bits without alpha: bit depth and color type of its header. */
export function isGray16Png(bytes: Uint8Array): boolean {
  return bytes[24] === 16 && bytes[25] === 0
}
