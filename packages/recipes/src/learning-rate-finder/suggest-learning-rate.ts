import type { RateTrial } from './rate-trial'

/** On either side of a place whose slope is taken: one step's noise must not look like a slope. */
const REACH = 4
/** Steps that a moving average needs to settle. */
const SETTLING = 10

/**
 * The rate at which the smoothed loss falls most steeply, per factor of the rate, before its lowest point; undefined
 * where it never falls.
 *
 * Source: Smith, https://arxiv.org/abs/1506.01186.
 */
export function suggestLearningRate(trials: readonly RateTrial[]): number | undefined {
  const losses = trials.map(({ smoothedLoss }) => smoothedLoss)
  const lowest = losses.indexOf(Math.min(...losses))
  let steepest = { slope: 0, at: -1 }
  for (let at = SETTLING + REACH; at + REACH <= lowest; at++) {
    const [before, after] = [trials[at - REACH], trials[at + REACH]]
    const slope =
      (after.smoothedLoss - before.smoothedLoss) / Math.log(after.learningRate / before.learningRate)
    if (slope < steepest.slope) steepest = { slope, at }
  }
  return trials[steepest.at]?.learningRate
}
