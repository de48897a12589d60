import { oneOf } from '@graft-ml/core'
import { checkNumber } from '../options/check-number'
import { cosineBetween } from './cosine-between'
import type { StepSchedule } from './step-schedule'

/** Options of {@link warmUp}. */
export interface WarmUpOptions {
  /** In how many epochs the rate rises; parts of one too. Default 1. */
  readonly epochs?: number
  /** What it does then: stay, or sink to `end` by the end of the phase along half a cosine. Default 'none'. */
  readonly decay?: 'none' | 'cosine'
  /** The last rate after a cosine, as a share of the optimizer's. Default 0. */
  readonly end?: number
}

/**
 * In even steps up to the optimizer's learning rate: the first steps, in which gradients are largest and an adaptive
 * optimizer has seen little, change least.
 *
 * @throws InvalidArgumentError
 */
export function warmUp(options: WarmUpOptions = {}): StepSchedule {
  const epochs = checkNumber('epochs', options.epochs ?? 1, 0)
  const decay = oneOf('decay', options.decay ?? 'none', ['none', 'cosine'])
  const end = checkNumber('end', options.end ?? 0, 0, 1)
  return ({ step, steps, stepsPerEpoch, learningRate }) => {
    const rising = Math.round(epochs * stepsPerEpoch)
    if (step < rising) return (learningRate * (step + 1)) / rising
    if (decay === 'none') return learningRate
    return learningRate * cosineBetween(1, end, (step - rising) / Math.max(steps - 1 - rising, 1))
  }
}
