import type { ImageDataGeneratorOptions } from '@graft-ml/augment'
import { type Command, InvalidArgumentError, Option } from 'commander'

/** How pictures are changed, as commander reads the options below. */
export interface AugmentationFlags {
  readonly rotation: number
  readonly widthShift: number
  readonly heightShift: number
  readonly shear: number
  readonly zoom: number
  readonly horizontalFlip: boolean
  readonly verticalFlip: boolean
  readonly fill: 'nearest' | 'reflect' | 'wrap' | 'constant'
}

/** Adds the options of augmentation; their defaults are the exercise's. */
export function addAugmentation(command: Command): Command {
  return command
    .option('--rotation <degrees>', 'turn by up to this to either side', number(0, 180), 40)
    .option('--width-shift <share>', 'shift by up to this share of the width', number(0, 1), 0.2)
    .option('--height-shift <share>', 'shift by up to this share of the height', number(0, 1), 0.2)
    .option('--shear <degrees>', 'shear by up to this to either side', number(0, 90), 0.2)
    .option('--zoom <share>', 'enlarge or shrink by up to this share', number(0, 1), 0.2)
    .option('--no-horizontal-flip', 'never exchange left and right')
    .option('--vertical-flip', 'exchange top and bottom of half of the pictures', false)
    .addOption(
      new Option('--fill <mode>', 'what lies outside a picture that was moved')
        .choices(['nearest', 'reflect', 'wrap', 'constant'])
        .default('nearest'),
    )
}

export function augmentationOf(flags: AugmentationFlags): ImageDataGeneratorOptions {
  return {
    rotationRange: flags.rotation,
    widthShiftRange: flags.widthShift,
    heightShiftRange: flags.heightShift,
    shearRange: flags.shear,
    zoomRange: flags.zoom,
    horizontalFlip: flags.horizontalFlip,
    verticalFlip: flags.verticalFlip,
    fillMode: flags.fill,
  }
}

function number(least: number, below: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value < below) return value
    throw new InvalidArgumentError(`It must be a number from ${least} on and below ${below}.`)
  }
}
