import { backend_util } from '@tensorflow/tfjs-core'
import { EngineError } from '../errors/engine-error'

/** What tfjs's convolution gradients pass to their kernels. */
export interface ConvolutionAttrs {
  readonly strides: [number, number] | number
  readonly pad: 'same' | 'valid' | number | backend_util.ExplicitPadding
  readonly dataFormat: 'NHWC' | 'NCHW'
  readonly dimRoundingMode?: 'ceil' | 'round' | 'floor'
  /** tfjs 4.22 passes none, since it has no gradients of dilated convolutions. Default: 1. */
  readonly dilations?: [number, number] | number
}

type Shape4D = [number, number, number, number]

/** @throws EngineError `UNSUPPORTED_MODEL` for channels first, which no convolution of the wasm backend takes. */
export function convolutionOf(
  xShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode, dilations = 1 }: ConvolutionAttrs,
): backend_util.Conv2DInfo {
  if (dataFormat === 'NCHW') {
    throw new EngineError({
      code: 'UNSUPPORTED_MODEL',
      message: `Convolutions on the wasm backend take dataFormat 'NHWC'. Received: 'NCHW'.`,
      hint: "Build the model with dataFormat: 'channelsLast'.",
    })
  }
  const [x, filter] = [[...xShape] as Shape4D, [...filterShape] as Shape4D]
  return backend_util.computeConv2DInfo(x, filter, strides, dilations, pad, dimRoundingMode)
}

/** Whether each output pixel reads exactly the input pixel at its place. */
export function isPointwise(info: backend_util.Conv2DInfo): boolean {
  const { padInfo } = info
  return (
    info.filterHeight === 1 &&
    info.filterWidth === 1 &&
    info.strideHeight === 1 &&
    info.strideWidth === 1 &&
    padInfo.top + padInfo.bottom + padInfo.left + padInfo.right === 0
  )
}
