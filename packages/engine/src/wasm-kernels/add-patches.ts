import type { backend_util } from '@tensorflow/tfjs-core'

/**
 * Adds patches to the images that they were taken from ("col2im").
 *
 * @param patches [count, OH, OW, KH, KW, C]
 * @param images [N, H, W, C], of which `count` from `first` on are changed
 */
export function addPatches(
  patches: Float32Array,
  images: Float32Array,
  info: backend_util.Conv2DInfo,
  first: number,
  count: number,
): void {
  const { outHeight, outWidth, filterHeight, filterWidth, inHeight, inWidth, inChannels, padInfo } = info
  let from = 0
  for (let image = first; image < first + count; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
          const row = outRow * info.strideHeight + tapRow * info.dilationHeight - padInfo.top
          for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++, from += inChannels) {
            const column = outColumn * info.strideWidth + tapColumn * info.dilationWidth - padInfo.left
            if (row < 0 || row >= inHeight || column < 0 || column >= inWidth) continue
            const to = ((image * inHeight + row) * inWidth + column) * inChannels
            for (let channel = 0; channel < inChannels; channel++) {
              images[to + channel]! += patches[from + channel]!
            }
          }
        }
      }
    }
  }
}
