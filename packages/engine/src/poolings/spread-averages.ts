import type { backend_util } from '@tensorflow/tfjs-core'
import { forEachWindow } from './pooling-windows'

/**
 * The gradient of average pooling, added to `sums`: every pixel of a window gets an equal share of its slope. A window
 * that reaches into the padding is shared by the pixels that are there, for the average leaves the padding out.
 *
 * @param slopes of the outputs, [N, H, W, C]
 * @param sums of the inputs, [N, H, W, C]
 */
export function spreadAverages(
  info: backend_util.Conv2DInfo,
  slopes: Float32Array,
  sums: Float32Array,
): void {
  const channels = info.inChannels
  forEachWindow(info, (output, pixels) => {
    const share = 1 / pixels.length
    for (const pixel of pixels) {
      for (let c = 0; c < channels; c++) sums[pixel + c]! += slopes[output + c]! * share
    }
  })
}
