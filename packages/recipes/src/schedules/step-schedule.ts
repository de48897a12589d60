/** Where a step stands in its phase. */
export interface StepPlace {
  /** From 0, counted through all epochs. */
  readonly step: number
  /** Steps of the whole phase. */
  readonly steps: number
  readonly stepsPerEpoch: number
  /** The optimizer's learning rate when the phase began. */
  readonly learningRate: number
}

/** The learning rate of a step. */
export type StepSchedule = (place: StepPlace) => number
