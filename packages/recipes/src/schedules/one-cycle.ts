import { checkNumber } from '../options/check-number'
import { cosineBetween } from './cosine-between'
import type { StepSchedule } from './step-schedule'

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** The share of the steps in which the rate rises. From 0 to 1, default 0.3. */
  readonly rise?: number
  /** The first rate, as a share of the highest. Default 1/25. */
  readonly start?: number
  /** The last rate, as a share of the highest. Default 4e-6. */
  readonly end?: number
}

/**
 * Up to the optimizer's learning rate, and down to next to nothing by the end of the phase, along half cosines. The
 * highest rate may be several times the one that a constant rate would bear; momentum stays as it is.
 *
 * Source: Smith and Topin, https://arxiv.org/abs/1708.07120; the shape is that of PyTorch's OneCycleLR.
 *
 * @throws InvalidArgumentError
 */
export function oneCycle(options: OneCycleOptions = {}): StepSchedule {
  const rise = checkNumber('rise', options.rise ?? 0.3, 0, 1)
  const start = checkNumber('start', options.start ?? 1 / 25, 0, 1)
  const end = checkNumber('end', options.end ?? 4e-6, 0, 1)
  return ({ step, steps, learningRate }) => {
    const top = rise * steps - 1
    const share =
      step <= top
        ? cosineBetween(start, 1, top > 0 ? step / top : 1)
        : cosineBetween(1, end, (step - Math.max(top, 0)) / Math.max(steps - 1 - Math.max(top, 0), 1))
    return share * learningRate
  }
}
