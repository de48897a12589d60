import { fromHalf, toHalf } from '../numbers/half-precision'

export const WEIGHT_TYPES = ['float32', 'float16', 'uint8'] as const

/**
 * Bytes of a number: 4, 2, or 1 with a range of its own for each weight.
 *
 * @useDeclaredType
 */
export type WeightType = (typeof WEIGHT_TYPES)[number]

/** How tfjs's layers format notes that the numbers of a weight are not written as they are. */
export type Quantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | {
      readonly dtype: 'uint8'
      readonly original_dtype: 'float32'
      readonly min: number
      readonly scale: number
    }

export interface EncodedWeight {
  readonly bytes: Uint8Array
  /** undefined: float32 as it is. */
  readonly quantization: Quantization | undefined
}

const BYTES: Readonly<Record<WeightType, number>> = { float32: 4, float16: 2, uint8: 1 }

export function bytesPerNumber(quantization: Quantization | undefined): number {
  return BYTES[quantization?.dtype ?? 'float32']
}

/**
 * How a weight is written. In 8 bits only what has two axes and more: means, variances and biases are few, and much
 * depends on each. What does not fit into 16 bits stays as it is.
 */
export function encodeWeight(
  values: Float32Array,
  { type, rank }: { readonly type: WeightType; readonly rank: number },
): EncodedWeight {
  if (type === 'float16') return encodeHalf(values)
  if (type === 'uint8' && rank > 1) return encodeBytes(values)
  return { bytes: bytesOf(values), quantization: undefined }
}

/** @param bytes as `encodeWeight` gave them, at the beginning of a memory of their own */
export function decodeWeight(bytes: Uint8Array, quantization: Quantization | undefined): Float32Array {
  if (!quantization) return new Float32Array(bytes.buffer, 0, bytes.length / 4)
  if (quantization.dtype === 'float16') {
    const values = new Float32Array(bytes.length / 2)
    fromHalf(new Uint16Array(bytes.buffer, 0, values.length), values)
    return values
  }
  const { min, scale } = quantization
  return Float32Array.from(bytes, (level) => level * scale + min)
}

function encodeHalf(values: Float32Array): EncodedWeight {
  const halves = new Uint16Array(values.length)
  return toHalf(values, halves)
    ? { bytes: bytesOf(halves), quantization: { dtype: 'float16', original_dtype: 'float32' } }
    : { bytes: bytesOf(values), quantization: undefined }
}

/** 256 levels from the least to the most, moved so that 0, which many weights are, is one of them. */
function encodeBytes(values: Float32Array): EncodedWeight {
  const [least, most] = rangeWithZero(values)
  const scale = (most - least) / 255 || 1
  const min = Math.round(least / scale) * scale
  const bytes = Uint8Array.from(values, (value) =>
    Math.max(0, Math.min(255, Math.round((value - min) / scale))),
  )
  return { bytes, quantization: { dtype: 'uint8', original_dtype: 'float32', min, scale } }
}

function rangeWithZero(values: Float32Array): [least: number, most: number] {
  let [least, most] = [0, 0]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
