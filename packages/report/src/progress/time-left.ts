import type { TrainingEvent } from '@graft-ml/core'

type PhaseBegin = Extract<TrainingEvent, { type: 'phase-begin' }>
type Step = Extract<TrainingEvent, { type: 'step' }>

/** How long it will take still, in seconds. */
export interface TimeLeft {
  readonly epoch: number
  /** To the end of the phase; the same as `epoch` in the last one. */
  readonly phase: number
}

/** Estimates the time left of a phase from the speed of its steps so far. */
export class TimeLeftEstimator {
  readonly #plan: PhaseBegin
  readonly #secondsPerStep: { train?: number; validate?: number } = {}
  #stageStart: number

  /** @param now Milliseconds, when the phase began. */
  constructor(plan: PhaseBegin, now: number) {
    this.#plan = plan
    this.#stageStart = now
  }

  /** An epoch begins: its clock starts. */
  begin(now: number): void {
    this.#stageStart = now
  }

  /** A step ended. */
  update({ stage, step, steps, epoch }: Step, now: number): TimeLeft {
    const done = step + 1
    this.#secondsPerStep[stage] = (now - this.#stageStart) / 1000 / done
    if (done === steps && stage === 'train') this.#stageStart = now

    const { stepsPerEpoch, validationSteps, epochs } = this.#plan
    const train = this.#secondsPerStep.train ?? 0
    // Before the first validation, a validation step is taken to last as long as a training step.
    const validate = this.#secondsPerStep.validate ?? train
    const wholeEpoch = stepsPerEpoch * train + validationSteps * validate
    const restOfStage = (steps - done) * (stage === 'train' ? train : validate)
    const restOfEpoch = restOfStage + (stage === 'train' ? validationSteps * validate : 0)
    return { epoch: restOfEpoch, phase: restOfEpoch + Math.max(0, epochs - epoch - 1) * wholeEpoch }
  }
}
