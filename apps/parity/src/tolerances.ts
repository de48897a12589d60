import type { Limit } from './compare/check'

/** Why each is what it is: README.md, "Tolerances". */
export const TOLERANCES = {
  /** The same numbers, to the last bit. */
  exact: { tolerance: 0 },
  /** Levels of 0..255: a JPEG decoder may round an inverse cosine transform the other way. */
  resampledLevels: { tolerance: 1, share: 0.001 },
  /** On a 0..255 scale. */
  augmentedLevels: { tolerance: 1e-3 },
  /** On a 0..1 scale. */
  picture: { tolerance: 1e-5 },
  pictureMean: { tolerance: 1e-6 },
  activationSummary: { tolerance: 1e-4, judged: 'maxRel' },
  activationValue: { tolerance: 1e-4 },
  loss: { tolerance: 1e-4 },
  weight: { tolerance: 1e-5 },
  prediction: { tolerance: 1e-4 },
  batchStatistics: { tolerance: 1e-4 },
  /** After hundreds of steps. */
  exerciseLoss: { tolerance: 1e-3 },
  exerciseAccuracy: { tolerance: 2e-3 },
  /** Beyond the ends of a spread: as far as Keras is from itself when it runs twice. */
  spreadEnds: { tolerance: 2e-5 },
} as const satisfies Record<string, Limit>
