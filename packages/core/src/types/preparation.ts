import { InvalidArgumentError } from '../errors/invalid-argument-error'

export const PREPARATION_INTERPOLATIONS = [
  ...(['nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos'] as const),
] as const

/** How a photo is made what a model was trained on, and what its outputs mean: kept in the model's `model.json`. */
export interface Preparation {
  /** Height and width, in pixels. */
  readonly inputSize: readonly [height: number, width: number]
  /** What levels 0..255 are multiplied by. */
  readonly rescale: number
  /** Names of the classes in the order of the outputs; a single output is the probability of the second of two. */
  readonly classes: readonly string[]
  /** How photos are brought to that size. */
  readonly interpolation: (typeof PREPARATION_INTERPOLATIONS)[number]
  /** Whether the middle is cut out in the target's proportions first. */
  readonly keepAspectRatio: boolean
  /** Whether photos are turned as the camera's EXIF note says. */
  readonly orientation: 'apply' | 'ignore'
}

/** What Keras does where nobody says anything else. */
const DEFAULTS = { interpolation: 'nearest', keepAspectRatio: false, orientation: 'ignore' } as const

const CHECKS: Readonly<Record<keyof Preparation, readonly [expected: string, (value: unknown) => boolean]>> =
  {
    inputSize: ['[height, width] in whole pixels', isSize],
    rescale: ['a number above 0', (value) => typeof value === 'number' && value > 0],
    classes: ['a list of at least two names', isNames],
    interpolation: [
      `one of ${PREPARATION_INTERPOLATIONS.join(', ')}`,
      (value) => PREPARATION_INTERPOLATIONS.some((name) => name === value),
    ],
    keepAspectRatio: ['true or false', (value) => typeof value === 'boolean'],
    orientation: ["'apply' or 'ignore'", (value) => value === 'apply' || value === 'ignore'],
  }

/**
 * Reads the metadata of a model.
 *
 * @throws InvalidArgumentError naming what is missing or wrong
 */
export function readPreparation(metadata: unknown): Preparation {
  const given = typeof metadata === 'object' && metadata !== null ? metadata : {}
  const values: Record<string, unknown> = { ...DEFAULTS, ...given }
  const names = Object.keys(CHECKS) as (keyof Preparation)[]
  for (const name of names) {
    const [expected, isValid] = CHECKS[name]
    if (!isValid(values[name])) {
      throw new InvalidArgumentError({ argument: `metadata.${name}`, expected, received: values[name] })
    }
  }
  return Object.fromEntries(names.map((name) => [name, values[name]])) as unknown as Preparation
}

function isSize(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 2 && value.every((side) => Number.isInteger(side) && side > 0)
  )
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 2 && value.every((name) => typeof name === 'string')
}
