import { LEAST_SIDE } from '../photos/least-side'
import type { PhotoFacts } from '../photos/look-at-photos'
import { USUAL } from './presets'
import type { TrainConfig } from './train-knobs'

/** Fewer steps an epoch than these teach little. */
const LEAST_STEPS = 20

/** Where the photos ask for something else than the usual: small ones are not enlarged, few come in small batches. */
export function configForPhotos({ training, shortSide }: PhotoFacts): Partial<TrainConfig> {
  const side = Math.max(LEAST_SIDE, Math.min(USUAL.imageSize, shortSide))
  const batch = Math.max(4, Math.min(USUAL.batchSize, Math.floor(training / LEAST_STEPS)))
  return { imageSize: side, batchSize: batch }
}
