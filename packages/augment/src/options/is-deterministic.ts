import { defaults, type ResolvedOptions } from './options'

const RANDOM_OPTIONS = [
  'rotationRange',
  'widthShiftRange',
  'heightShiftRange',
  'brightnessRange',
  'shearRange',
  'zoomRange',
  'channelShiftRange',
  'horizontalFlip',
  'verticalFlip',
] as const satisfies readonly (keyof ResolvedOptions)[]

/** Whether nothing is drawn at random. Of what a function of the caller's does nothing is known. */
export function isDeterministic(options: ResolvedOptions): boolean {
  const isDefault = (name: (typeof RANDOM_OPTIONS)[number]) =>
    String(options[name]) === String(defaults[name])
  return options.preprocessingFunction === null && RANDOM_OPTIONS.every(isDefault)
}
