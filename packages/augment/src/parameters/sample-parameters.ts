import type { ImageShape, RandomState } from '@graft-ml/core'
import type { ResolvedOptions, ShiftRange } from '../options/options'
import type { AugmentParameters } from './augment-parameters'

/**
 * Draws one change for a picture of `shape`, in Keras's order: a range of zero draws nothing, both flips are
 * always drawn.
 */
export function sampleParameters(
  random: RandomState,
  shape: ImageShape,
  options: ResolvedOptions,
): AugmentParameters {
  const { rotationRange, shearRange, zoomRange, channelShiftRange, brightnessRange } = options
  const theta = eitherSide(random, rotationRange)
  const forHeight = drawShift(random, options.heightShiftRange, shape.height)
  const forWidth = drawShift(random, options.widthShiftRange, shape.width)
  const shear = eitherSide(random, shearRange)
  const zooms = zoomRange[0] !== 1 || zoomRange[1] !== 1
  const zx = zooms ? random.uniform(...zoomRange) : 1
  const zy = zooms ? random.uniform(...zoomRange) : 1
  const drawnHorizontal = random.random() < 0.5
  const drawnVertical = random.random() < 0.5
  const channelShiftIntensity = channelShiftRange === 0 ? null : eitherSide(random, channelShiftRange)
  const brightness = brightnessRange === null ? null : random.uniform(...brightnessRange)
  return {
    theta,
    // Keras gives the shift for the height to the horizontal direction.
    tx: options.axes === 'keras' ? forHeight : forWidth,
    ty: options.axes === 'keras' ? forWidth : forHeight,
    shear,
    zx,
    zy,
    flipHorizontal: drawnHorizontal && options.horizontalFlip,
    flipVertical: drawnVertical && options.verticalFlip,
    channelShiftIntensity,
    brightness,
  }
}

function eitherSide(random: RandomState, range: number): number {
  return range === 0 ? 0 : random.uniform(-range, range)
}

/** A shift in pixels along an axis of `length` pixels. */
function drawShift(random: RandomState, range: ShiftRange, length: number): number {
  if (range === 0) return 0
  const most = typeof range === 'number' ? range : Math.max(...range)
  const shift = drawFrom(random, range)
  // Adding 0 makes a drawn -0 a plain 0.
  return (most < 1 ? shift * length : shift) + 0
}

function drawFrom(random: RandomState, range: ShiftRange): number {
  if (typeof range === 'number' && !Number.isInteger(range)) return random.uniform(-range, range)
  const distance = typeof range === 'number' ? random.choice(range) : random.choice(range)
  return distance * random.choice([-1, 1])
}
