import { backend_util } from '@tensorflow/tfjs-core'

/** What tfjs's pooling gradients pass to their kernels. */
export interface PoolingAttrs {
  readonly filterSize: [number, number] | number
  readonly strides: [number, number] | number
  readonly pad: 'same' | 'valid' | number | backend_util.ExplicitPadding
  readonly dimRoundingMode?: 'ceil' | 'round' | 'floor'
}

/** @param shape of the pooling's input, [N, H, W, C] */
export function poolingOf(
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolingAttrs,
): backend_util.Conv2DInfo {
  const input = [...shape] as [number, number, number, number]
  return backend_util.computePool2DInfo(input, filterSize, strides, 1, pad, dimRoundingMode)
}

/**
 * Visits the output pixels in order, each with the input pixels that its window covers, padding left out. Pixels
 * are given by the position of their first channel.
 */
export function forEachWindow(
  info: backend_util.Conv2DInfo,
  visit: (output: number, inputs: readonly number[]) => void,
): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels } = info
  let output = 0
  for (let image = 0; image < batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const rows = covered(outRow, info.strideHeight, info.filterHeight, info.padInfo.top, inHeight)
      for (let outColumn = 0; outColumn < outWidth; outColumn++, output += inChannels) {
        const columns = covered(outColumn, info.strideWidth, info.filterWidth, info.padInfo.left, inWidth)
        visit(
          output,
          rows.flatMap((row) =>
            columns.map((column) => ((image * inHeight + row) * inWidth + column) * inChannels),
          ),
        )
      }
    }
  }
}

/** The indices along one axis that a window covers. */
function covered(output: number, stride: number, taps: number, padding: number, length: number): number[] {
  const start = output * stride - padding
  return Array.from({ length: taps }, (_, tap) => start + tap).filter((index) => index >= 0 && index < length)
}
