import {
  BatchMatMul,
  type backend_util,
  Conv2D,
  type KernelFunc,
  Slice,
  type TensorInfo,
  Transpose,
  util,
} from '@tensorflow/tfjs-core'
import { type ConvolutionAttrs, convolutionOf, isPointwise } from './convolution'
import { allocateZeros, type BackendWasm, free, run, withShape } from './wasm-backend'

/**
 * The gradient of a convolution's filter. tfjs-backend-wasm has none (tensorflow/tfjs#8474).
 *
 * It is a convolution itself: with the channels of x as its batch and the batch as its channels, x is convolved
 * with dy as the filter. Strides and dilations change places. So it runs on the backend's Conv2D (XNNPACK) and
 * takes no more memory than copies of x and dy.
 *
 * x [N, H, W, C], dy [N, OH, OW, D] -> [KH, KW, C, D].
 */
export const conv2DBackpropFilter: KernelFunc = ({ inputs, attrs, backend }) => {
  const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo }
  const { filterShape, ...rest } = attrs as unknown as ConvolutionAttrs & { filterShape: number[] }
  const info = convolutionOf(x.shape, filterShape, rest)
  const wasm = backend as BackendWasm
  return isPointwise(info) ? pointwise(wasm, x, dy, filterShape) : byConvolution(wasm, x, dy, info)
}

/** A filter of 1 x 1 sees each pixel alone: one product of matrices. */
function pointwise(backend: BackendWasm, x: TensorInfo, dy: TensorInfo, filterShape: number[]): TensorInfo {
  const [, , inChannels, outChannels] = filterShape as [number, number, number, number]
  const a = withShape(x, [pixels(x), inChannels])
  const b = withShape(dy, [pixels(dy), outChannels])
  return withShape(run(backend, BatchMatMul, { a, b }, { transposeA: true, transposeB: false }), filterShape)
}

const pixels = ({ shape }: TensorInfo): number => util.sizeFromShape(shape.slice(0, 3))

function byConvolution(
  backend: BackendWasm,
  x: TensorInfo,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const height = extent(info.outHeight, info.strideHeight, info.filterHeight, info.dilationHeight)
  const width = extent(info.outWidth, info.strideWidth, info.filterWidth, info.dilationWidth)
  const { top, left } = info.padInfo
  const readsNothing = util.sizeFromShape(dy.shape) === 0 || height <= top || width <= left
  if (readsNothing) return allocateZeros(backend, info.filterShape)
  const seen = crop(backend, x, height - top, width - left)
  const channelsFirst = run(backend, Transpose, { x: seen }, { perm: [3, 1, 2, 0] })
  const filter = run(backend, Transpose, { x: dy }, { perm: [1, 2, 0, 3] })
  const swapped = run(
    backend,
    Conv2D,
    { x: channelsFirst, filter },
    {
      strides: [info.dilationHeight, info.dilationWidth],
      dilations: [info.strideHeight, info.strideWidth],
      pad: [
        [0, 0],
        [top, height - top - seen.shape[1]!],
        [left, width - left - seen.shape[2]!],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  )
  const gradient = run(backend, Transpose, { x: swapped }, { perm: [1, 2, 0, 3] })
  free(backend, seen, channelsFirst, filter, swapped)
  return gradient
}

/** How many padded pixels along one axis any output reads. */
function extent(outputs: number, stride: number, taps: number, dilation: number): number {
  return (outputs - 1) * stride + (taps - 1) * dilation + 1
}

/** x without the last rows and columns that no output reads; the caller's to free either way. */
function crop(backend: BackendWasm, x: TensorInfo, height: number, width: number): TensorInfo {
  const [batch, xHeight, xWidth, channels] = x.shape as [number, number, number, number]
  if (height >= xHeight && width >= xWidth) {
    backend.incRef(x.dataId)
    return x
  }
  const size = [batch, Math.min(height, xHeight), Math.min(width, xWidth), channels]
  return run(backend, Slice, { x }, { begin: [0, 0, 0, 0], size })
}
