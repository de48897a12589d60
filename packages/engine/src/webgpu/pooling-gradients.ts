import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core'
import { type PoolingAttrs, poolingOf } from '../poolings/pooling-windows'
import type { WebgpuBackend, WebgpuProgram } from './webgpu-program'

/**
 * The gradient of average pooling: every pixel of a window gets an equal share.
 *
 * tfjs-backend-webgpu 4.22 divides by the whole window where a part of it lies in the padding, although the average
 * itself leaves the padding out; Keras divides by the pixels that are there.
 */
export const avgPoolGrad = poolingGradient(
  'Avg',
  `let share = slope / f32((high.x - low.x) * (high.y - low.y));`,
)

/**
 * The gradient of max pooling: it goes to the largest pixel of each window, to the first of several.
 *
 * tfjs-backend-webgpu 4.22 sends it to the last of several: after a ReLU, many are zero.
 */
export const maxPoolGrad = poolingGradient(
  'Max',
  `var winner = low;
   var largest = getX(pixel.x, low.x, low.y, pixel.w);
   for (var row = low.x; row < high.x; row++) {
     for (var column = low.y; column < high.y; column++) {
       let value = getX(pixel.x, row, column, pixel.w);
       if (value > largest) {
         largest = value;
         winner = vec2<i32>(row, column);
       }
     }
   }
   let share = select(0.0, slope, all(winner == place));`,
)

/** A kernel that gathers, for each pixel of the input, its share of the slope of every window that covers it. */
function poolingGradient(name: string, share: string): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo }
    const info = poolingOf(input.shape, attrs as unknown as PoolingAttrs)
    const pairs = [
      [info.filterHeight, info.filterWidth],
      [info.strideHeight, info.strideWidth],
      [info.padInfo.top, info.padInfo.left],
    ]
    // A shader may not be given what it does not read.
    const read = share.includes('getX(') ? { dy, x: input } : { dy }
    return (backend as WebgpuBackend).runWebGPUProgram(
      program(name, share, Object.keys(read), input.shape),
      Object.values(read),
      'float32',
      pairs.map((data) => ({ type: 'int32', data })),
    )
  }
}

const WORKGROUP = 64

function program(
  name: string,
  share: string,
  variableNames: readonly string[],
  outputShape: number[],
): WebgpuProgram {
  return {
    variableNames,
    uniforms: 'window : vec2<i32>, strides : vec2<i32>, padding : vec2<i32>,',
    workgroupSize: [WORKGROUP, 1, 1],
    size: true,
    outputShape,
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(util.sizeFromShape(outputShape) / WORKGROUP), 1, 1],
    shaderKey: `graft${name}PoolGrad`,
    getUserCode: () => source(share),
  }
}

/** Whole numbers throughout: a GPU may round 6.0 / 3.0 to less than 2. */
const source = (share: string): string => `
  fn main(index : i32) {
    if (index >= uniforms.size) { return; }
    let pixel = getCoordsFromIndex(index);
    let place = pixel.yz;
    let reach = place + uniforms.padding - uniforms.window + uniforms.strides;
    let first = max(reach / uniforms.strides, vec2<i32>(0));
    let last = min((place + uniforms.padding) / uniforms.strides, uniforms.dyShape.yz - 1);
    var sum = 0.0;
    for (var outRow = first.x; outRow <= last.x; outRow++) {
      for (var outColumn = first.y; outColumn <= last.y; outColumn++) {
        let start = vec2<i32>(outRow, outColumn) * uniforms.strides - uniforms.padding;
        let low = max(start, vec2<i32>(0));
        let high = min(start + uniforms.window, uniforms.outShape.yz);
        let slope = getDy(pixel.x, outRow, outColumn, pixel.w);
        ${share}
        sum += share;
      }
    }
    setOutputAtIndex(index, sum);
  }
`
