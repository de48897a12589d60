/** Ways to resize a picture, by Pillow's names. */
export const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos'] as const
/**
 * How a picture is resized: the methods of Pillow.
 *
 * @useDeclaredType
 */
export type Interpolation = (typeof INTERPOLATIONS)[number]

/** A resampling kernel: an even function that is zero further than `support` from 0. */
export interface Filter {
  /** In output pixels when shrinking (the kernel widens, hence no aliasing), in input pixels otherwise. */
  readonly support: number
  weight(distance: number): number
}

/** The kernels of Pillow's antialiased resizing; nearest has none. */
export const FILTERS: Readonly<Record<Exclude<Interpolation, 'nearest'>, Filter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, weight: hamming },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: lanczos },
}

function hamming(x: number): number {
  const distance = Math.abs(x)
  if (distance === 0) return 1
  if (distance >= 1) return 0
  const angle = distance * Math.PI
  return (Math.sin(angle) / angle) * (0.54 + 0.46 * Math.cos(angle))
}

/** Keys's cubic convolution with a = -0.5. */
function bicubic(x: number): number {
  const a = -0.5
  const distance = Math.abs(x)
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a
  return 0
}

function lanczos(x: number): number {
  return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI)
}
