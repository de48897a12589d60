import { expect, it } from 'vitest'
import { imageDataGenerator } from '../image-data-generator'
import type { ImageDataGeneratorOptions } from './options'

it.each<[boolean, ImageDataGeneratorOptions]>([
  [true, {}],
  [true, { rescale: 1 / 255, samplewiseCenter: true, zoomRange: 0 }],
  [false, { rotationRange: 1 }],
  [false, { widthShiftRange: 0.1 }],
  [false, { heightShiftRange: [-1, 1] }],
  [false, { brightnessRange: [0.5, 1] }],
  [false, { shearRange: 2 }],
  [false, { zoomRange: 0.1 }],
  [false, { channelShiftRange: 3 }],
  [false, { horizontalFlip: true }],
  [false, { verticalFlip: true }],
  [false, { preprocessingFunction: (image) => image }],
])('deterministic is %s for %j', (expected, options) => {
  expect(imageDataGenerator(options).deterministic).toBe(expected)
})
