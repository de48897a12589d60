import type { ImageDataGeneratorOptions } from '@graft-ml/augment'
import { choice, number, type ValuesOf, yesOrNo } from './knob'

/** How pictures are changed. */
export const AUGMENTATION = {
  rotation: number('--rotation <degrees>', 'turn by up to this to either side', { from: 0, below: 180 }),
  widthShift: number('--width-shift <share>', 'shift by up to this share of the width', {
    from: 0,
    below: 1,
  }),
  heightShift: number('--height-shift <share>', 'shift by up to this share of the height', {
    from: 0,
    below: 1,
  }),
  shear: number('--shear <degrees>', 'shear by up to this to either side', { from: 0, below: 90 }),
  zoom: number('--zoom <share>', 'enlarge or shrink by up to this share', { from: 0, below: 1 }),
  horizontalFlip: yesOrNo(
    '--horizontal-flip',
    'exchange left and right of half of the pictures',
    'never exchange left and right',
  ),
  verticalFlip: yesOrNo(
    '--vertical-flip',
    'exchange top and bottom of half of the pictures',
    'never exchange top and bottom',
  ),
  fill: choice('--fill <mode>', 'what lies outside a picture that was moved', [
    'nearest',
    'reflect',
    'wrap',
    'constant',
  ]),
} as const

export type Augmentation = ValuesOf<typeof AUGMENTATION>

/** The exercise's. */
export const USUAL_AUGMENTATION: Augmentation = {
  rotation: 40,
  widthShift: 0.2,
  heightShift: 0.2,
  shear: 0.2,
  zoom: 0.2,
  horizontalFlip: true,
  verticalFlip: false,
  fill: 'nearest',
}

export function generatorOptions(augmentation: Augmentation): ImageDataGeneratorOptions {
  const { rotation, widthShift, heightShift, shear, zoom, horizontalFlip, verticalFlip, fill } = augmentation
  return {
    rotationRange: rotation,
    widthShiftRange: widthShift,
    heightShiftRange: heightShift,
    shearRange: shear,
    zoomRange: zoom,
    horizontalFlip,
    verticalFlip,
    fillMode: fill,
    // Keras exchanges the two shifts. Where they are the same, that is its very run; where not, not what was asked for.
    axes: widthShift === heightShift ? 'keras' : 'documented',
  }
}
