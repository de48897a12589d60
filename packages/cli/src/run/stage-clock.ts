import type { TrainingEvent } from '@graft-ml/core'

/** What a run spends its time on. */
export const STAGES = ['preparation', 'featureExtraction', 'fineTuning', 'validation', 'results'] as const
export type Stage = (typeof STAGES)[number]
export type StageSeconds = Readonly<Record<Stage, number>>

/** Counts the seconds of each stage; every moment belongs to one. */
export class StageClock {
  readonly #seconds: Record<Stage, number>
  #since: number

  /** @param earlier what a run had taken when it was interrupted */
  constructor(
    earlier: Partial<StageSeconds> = {},
    private readonly now = () => performance.now(),
  ) {
    this.#seconds = {
      ...Object.fromEntries(STAGES.map((stage) => [stage, 0])),
      ...earlier,
    } as Record<Stage, number>
    this.#since = now()
  }

  get seconds(): StageSeconds {
    return { ...this.#seconds }
  }

  /** The time since the last call was this stage's. */
  count(stage: Stage): void {
    const now = this.now()
    this.#seconds[stage] += (now - this.#since) / 1000
    this.#since = now
  }

  /** What an event ends. */
  readonly take = (event: TrainingEvent): void => {
    this.count(stageOf(event))
  }
}

function stageOf(event: TrainingEvent): Stage {
  if (event.type === 'phase-begin') return 'preparation'
  if (event.type === 'epoch-end') return 'validation'
  return event.type === 'step' && event.stage === 'validate' ? 'validation' : event.phase
}
