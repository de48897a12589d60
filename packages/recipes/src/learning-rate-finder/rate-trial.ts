/** One step of a range test. */
export interface RateTrial {
  readonly learningRate: number
  /** Of the step's batch, before its update. */
  readonly loss: number
  /** A moving average of the losses so far, made up for having begun at zero. */
  readonly smoothedLoss: number
}

/** Losses as they come, smoothed. */
export class SmoothedLosses {
  readonly trials: RateTrial[] = []
  private average = 0

  /** @param share of the old average that each step keeps */
  constructor(private readonly share: number) {}

  add(learningRate: number, loss: number): RateTrial {
    this.average = this.share * this.average + (1 - this.share) * loss
    const smoothedLoss = this.average / (1 - this.share ** (this.trials.length + 1))
    const trial = { learningRate, loss, smoothedLoss }
    this.trials.push(trial)
    return trial
  }

  get least(): number {
    return Math.min(...this.trials.map(({ smoothedLoss }) => smoothedLoss))
  }
}
