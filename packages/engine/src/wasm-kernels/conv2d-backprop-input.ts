import { BatchMatMul, type backend_util, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core'
import { addPatches } from './add-patches'
import { type ConvolutionAttrs, convolutionOf, isPointwise } from './convolution'
import { transpose } from './multiply'
import { allocateZeros, type BackendWasm, copyRows, free, numbers, run, withShape } from './wasm-backend'

/** Numbers in the patches of as many images as are done at a time: 16 MB. */
const PATCH_LIMIT = 2 ** 22

/**
 * The gradient of a convolution's input, by a product of matrices in place of tfjs-backend-wasm's scalar loop.
 *
 * dy [N, OH, OW, D], filter [KH, KW, C, D] -> [N, H, W, C]. Each pixel of dy times the filter gives a patch
 * [KH, KW, C]; the patches are added where they lie in the input, a few images at a time.
 */
export const conv2DBackpropInput: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, filter } = inputs as unknown as { dy: TensorInfo; filter: TensorInfo }
  const { inputShape, ...rest } = attrs as unknown as ConvolutionAttrs & { inputShape: number[] }
  const info = convolutionOf(inputShape, filter.shape, rest)
  const wasm = backend as BackendWasm
  const patchSize = info.filterHeight * info.filterWidth * info.inChannels
  const perPixel = transpose(wasm, withShape(filter, [patchSize, info.outChannels]))
  const gradient = isPointwise(info)
    ? withShape(patchesOf(wasm, dy, perPixel), inputShape)
    : sumOfPatches(wasm, dy, perPixel, info)
  free(wasm, perPixel)
  return gradient
}

/** [pixels, KH * KW * C] */
function patchesOf(backend: BackendWasm, dy: TensorInfo, perPixel: TensorInfo): TensorInfo {
  const [batch, height, width, channels] = dy.shape as [number, number, number, number]
  const a = withShape(dy, [batch * height * width, channels])
  return run(backend, BatchMatMul, { a, b: perPixel }, { transposeA: false, transposeB: false })
}

function sumOfPatches(
  backend: BackendWasm,
  dy: TensorInfo,
  perPixel: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const gradient = allocateZeros(backend, info.inShape)
  const perImage = info.outHeight * info.outWidth * perPixel.shape[1]!
  const images = Math.max(1, Math.floor(PATCH_LIMIT / perImage))
  for (let first = 0; first < info.batchSize; first += images) {
    const part = copyRows(backend, dy, first, Math.min(info.batchSize, first + images))
    const patches = patchesOf(backend, part, perPixel)
    addPatches(numbers(backend, patches), numbers(backend, gradient), info, first, part.shape[0]!)
    free(backend, part, patches)
  }
  return gradient
}
