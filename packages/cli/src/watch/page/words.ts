import type { Place, WatchedPhase } from '../message'

const NAMES = { featureExtraction: 'Feature extraction', fineTuning: 'Fine-tuning' } as const

/** How much of a phase is done, 0 to 1. */
export function shareOf({ epochs, steps, validationSteps }: WatchedPhase, place: Place | undefined): number {
  if (!place) return 0
  const before = place.stage === 'validate' ? steps : 0
  const done = place.epoch * (steps + validationSteps) + before + place.step + 1
  return Math.min(1, done / (epochs * (steps + validationSteps)))
}

/** 'Fine-tuning, epoch 3 of 10, step 41 of 100'. */
export function placeInWords(phase: WatchedPhase, place: Place | undefined): string {
  const name = NAMES[phase.phase]
  if (!place) return `${name} begins …`
  const epoch = `${name}, epoch ${place.epoch + 1} of ${phase.epochs}`
  return place.stage === 'validate'
    ? `${epoch}, validating`
    : `${epoch}, step ${place.step + 1} of ${phase.steps}`
}

/** 'About 3 min left in this phase'; nothing before there is something to go by. */
export function leftOf({ begin }: WatchedPhase, share: number, now: number): string {
  const elapsed = (now - begin) / 1000
  if (share === 0 || elapsed < 2) return ''
  const seconds = (elapsed * (1 - share)) / share
  if (seconds < 1) return ''
  const text = seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
  return `About ${text} left in this phase`
}
