import { backend_util } from '@tensorflow/tfjs-core'
import type { Values } from './test-backends'

/** A convolution and the gradient that comes back to its output. */
export interface Convolution {
  readonly x: Values
  readonly dy: Values
  readonly filter: Values
  readonly strides: [number, number]
  readonly dilations: [number, number]
  readonly pad: 'same' | 'valid' | backend_util.ExplicitPadding
}

/** The gradients of filter and input by their definition, in double precision: what the kernels are tested against. */
export function naiveGradients({ x, dy, filter, strides, dilations, pad }: Convolution): Values[] {
  type Shape = [number, number, number, number]
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape,
    filter.shape as Shape,
    strides,
    dilations,
    pad,
  )
  const ofFilter = new Float64Array(filter.data.length)
  const ofInput = new Float64Array(x.data.length)
  forEachTap(info, (image, row, column, tap, outAt) => {
    const inAt = ((image * info.inHeight + row) * info.inWidth + column) * info.inChannels
    for (let c = 0; c < info.inChannels; c++) {
      for (let d = 0; d < info.outChannels; d++) {
        const filterAt = (tap * info.inChannels + c) * info.outChannels + d
        const slope = dy.data[outAt + d]!
        ofFilter[filterAt]! += x.data[inAt + c]! * slope
        ofInput[inAt + c]! += filter.data[filterAt]! * slope
      }
    }
  })
  return [
    { data: Float32Array.from(ofFilter), shape: filter.shape },
    { data: Float32Array.from(ofInput), shape: x.shape },
  ]
}

/** Visits each pair of an output pixel and an input pixel that it reads. */
function forEachTap(
  info: backend_util.Conv2DInfo,
  visit: (image: number, row: number, column: number, tap: number, outAt: number) => void,
): void {
  for (const [image, outRow, outColumn] of indices(info.batchSize, info.outHeight, info.outWidth)) {
    const outAt = ((image * info.outHeight + outRow) * info.outWidth + outColumn) * info.outChannels
    for (const [, tapRow, tapColumn] of indices(1, info.filterHeight, info.filterWidth)) {
      const row = outRow * info.strideHeight + tapRow * info.dilationHeight - info.padInfo.top
      const column = outColumn * info.strideWidth + tapColumn * info.dilationWidth - info.padInfo.left
      if (row < 0 || row >= info.inHeight || column < 0 || column >= info.inWidth) continue
      visit(image, row, column, tapRow * info.filterWidth + tapColumn, outAt)
    }
  }
}

function* indices(a: number, b: number, c: number): Generator<[number, number, number]> {
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) yield [i, j, k]
}
