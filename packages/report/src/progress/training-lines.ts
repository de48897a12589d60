import type { TrainingEvent } from '@graft-ml/core'
import { formatLogs, formatSeconds } from './format'
import { layoutFinished } from './layout'
import type { Output } from './output'
import { type TimeLeft, TimeLeftEstimator } from './time-left'

type Event<Type extends TrainingEvent['type']> = Extract<TrainingEvent, { type: Type }>

/** Turns what a training run says into lines. */
export class TrainingLines {
  readonly #output: Output
  readonly #now: () => number
  #plan: Event<'phase-begin'> | undefined
  #estimator: TimeLeftEstimator | undefined

  constructor(output: Output, now: () => number) {
    this.#output = output
    this.#now = now
  }

  take(event: TrainingEvent): void {
    if (event.type === 'phase-begin') this.#beginPhase(event)
    else if (event.type === 'epoch-begin') this.#estimator?.begin(this.#now())
    else if (event.type === 'step') this.#step(event)
    else if (event.type === 'epoch-end') this.#endEpoch(event)
    else this.#endPhase(event)
  }

  #beginPhase(plan: Event<'phase-begin'>): void {
    this.#plan = plan
    this.#estimator = new TimeLeftEstimator(plan, this.#now())
    const name = plan.phase === 'featureExtraction' ? 'Feature extraction' : 'Fine-tuning'
    const parameters = plan.trainableParameters.toLocaleString('en-US')
    this.#output.print([
      { text: name, style: 'strong' },
      { text: `  ${count(plan.epochs, 'epoch')} of ${count(plan.stepsPerEpoch, 'step')}, ` },
      { text: `${parameters} trainable parameters${plan.engine ? `, ${plan.engine}` : ''}` },
    ])
  }

  #step(event: Event<'step'>): void {
    const done = event.step + 1
    const left = this.#estimator?.update(event, this.#now())
    this.#output.live(
      {
        title: `${this.#epochName(event.epoch)}${event.stage === 'validate' ? ' validation' : ''}`,
        fraction: done / event.steps,
        count: `${done}/${event.steps}`,
        details: [...(left ? [timeLeftText(left)] : []), ...formatLogs(event.logs)],
      },
      { final: done === event.steps },
    )
  }

  #endEpoch({ epoch, logs, seconds }: Event<'epoch-end'>): void {
    const steps = this.#plan ? [`${this.#plan.stepsPerEpoch}/${this.#plan.stepsPerEpoch}`] : []
    const rest = [formatSeconds(seconds), ...formatLogs(logs)]
    const whole = [this.#epochName(epoch), ...steps, ...rest]
    // On a narrow terminal the steps, which say nothing new, go first.
    const fits = whole.join('  ').length <= this.#output.width
    const lines = layoutFinished(fits ? whole : [this.#epochName(epoch), ...rest], this.#output.width)
    for (const text of lines) this.#output.print([{ text }])
  }

  #endPhase({ reason }: Event<'phase-end'>): void {
    this.#output.clear()
    if (reason === 'completed') return
    this.#output.print([{ text: stopTexts[reason], style: 'warning' }])
  }

  #epochName(epoch: number): string {
    return this.#plan ? `Epoch ${epoch + 1}/${this.#plan.epochs}` : `Epoch ${epoch + 1}`
  }
}

const stopTexts = {
  'stopped-by-callback': 'Ended before the last epoch.',
  aborted: 'Stopped: the run was interrupted.',
  'not-a-number': 'Stopped: the loss is not a number.',
} as const

function timeLeftText({ epoch, phase }: TimeLeft): string {
  const whole = phase > epoch ? ` (${formatSeconds(phase)} to the end)` : ''
  return `${formatSeconds(epoch)} left${whole}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
