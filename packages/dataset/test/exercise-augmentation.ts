import { imageDataGenerator } from '@graft-ml/augment'

/** How the exercise changes its training photos. */
export const exerciseAugmentation = imageDataGenerator({
  rescale: 1 / 255,
  rotationRange: 40,
  widthShiftRange: 0.2,
  heightShiftRange: 0.2,
  shearRange: 0.2,
  zoomRange: 0.2,
  horizontalFlip: true,
})
