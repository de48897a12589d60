import { countBinary, type Numbers, requireFlat, requireSameLength } from './labels'

/** The counts when everything scored `threshold` or more is called positive. */
export interface Cut {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
}

/** A binary ranking, cut at every score that occurs, from the highest down. Equal scores are one cut. */
export interface Ranking {
  readonly cuts: readonly Cut[]
  readonly positives: number
  readonly negatives: number
}

/** Sorts pictures by score, what every curve starts from. */
export function rank(labels: Numbers, scores: Numbers): Ranking {
  requireSameLength(labels, scores, 'scores')
  requireFlat(scores, 'scores')
  const counts = countBinary(labels)
  const order = Array.from(scores, (_, index) => index).sort((a, b) => descending(scores[a]!, scores[b]!))
  const cuts: Cut[] = []
  let truePositives = 0
  for (const [place, index] of order.entries()) {
    truePositives += labels[index]!
    const tied = place + 1 < order.length && scores[order[place + 1]!] === scores[index]
    if (tied) continue
    cuts.push({ threshold: scores[index]!, truePositives, falsePositives: place + 1 - truePositives })
  }
  return { cuts, ...counts }
}

// A difference of infinities would be NaN.
function descending(a: number, b: number): number {
  return a === b ? 0 : a < b ? 1 : -1
}
