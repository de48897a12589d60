import type { Values } from '../wasm-kernels/test-backends'
import type { Pooling } from './test-poolings'

/**
 * The gradient of average pooling by its definition, in double precision, with slopes of 1, 2, 3 and so on: what the
 * kernels are tested against. It shares no code with them.
 *
 * @param shape of the input, [N, H, W, C]
 */
export function naiveAverageGradient({ size, strides, pad }: Pooling, shape: readonly number[]): Values {
  const [images, height, width, channels] = shape as [number, number, number, number]
  const rows = windows(height, size[0], strides[0], pad)
  const columns = windows(width, size[1], strides[1], pad)
  const gradient = new Float64Array(images * height * width * channels)
  let slope = 0
  for (let image = 0; image < images; image++) {
    for (const inRows of rows) {
      for (const inColumns of columns) {
        for (let c = 0; c < channels; c++) {
          slope++
          for (const row of inRows) {
            for (const column of inColumns) {
              const at = ((image * height + row) * width + column) * channels + c
              gradient[at]! += slope / (inRows.length * inColumns.length)
            }
          }
        }
      }
    }
  }
  return { data: Float32Array.from(gradient), shape: [...shape] }
}

/** What each window covers along one axis, as TensorFlow places them: an odd pixel of 'same' padding comes last. */
function windows(length: number, taps: number, stride: number, pad: Pooling['pad']): number[][] {
  const same = pad === 'same' ? Math.max((Math.ceil(length / stride) - 1) * stride + taps - length, 0) : 0
  const [before, total] = typeof pad === 'number' ? [pad, 2 * pad] : [Math.floor(same / 2), same]
  const count = Math.floor((length + total - taps) / stride) + 1
  return Array.from({ length: count }, (_, window) =>
    Array.from({ length: taps }, (_, tap) => window * stride - before + tap).filter(
      (index) => index >= 0 && index < length,
    ),
  )
}
