import type { TrainingEvent } from '@graft-ml/core'
import { InvalidArgumentError } from '@graft-ml/core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { Callback } from '../callbacks/callback'
import { type UnfreezeOptions, unfreezeAfter } from '../freeze/freeze'
import { wholeNumber } from '../options/whole-number'
import { fineTune } from './fine-tune'
import type { FitOptions, FitResult } from './options'

/** A part of a gradual fine-tuning. */
export interface UnfreezeStage {
  /** The last layer that stays frozen: later stages name earlier layers. */
  readonly after: string
  /** Whole epochs, 1 or more. */
  readonly epochs: number
}

export interface GradualFineTuneOptions extends Omit<FitOptions, 'epochs' | 'callbacks'>, UnfreezeOptions {
  /** The model whose layers the stages name. Default: the one that is trained. */
  readonly base?: LayersModel
  readonly stages: readonly UnfreezeStage[]
  /**
   * Makes the callbacks of a stage, from 0: each is a training of its own, whose epochs are counted from 0. A backup
   * needs a folder for each. `epochsBefore` is how many epochs the stages before have had.
   */
  readonly callbacks?: (stage: number, epochsBefore: number) => readonly Callback[]
  /** Asked before each stage but the first: false ends the training. Default: it goes on. */
  readonly goOn?: (stage: number) => boolean
}

/**
 * Fine-tunes in stages that open more and more of the trunk, the last layers first: what is nearest to the head adapts
 * before what lies deeper is touched. The optimizer begins anew with each stage. Events and history are those of one
 * fine-tuning, with epochs counted on.
 *
 * Source: Howard and Ruder, https://arxiv.org/abs/1801.06146.
 *
 * @throws RecipeError `UNKNOWN_LAYER`; InvalidArgumentError
 *
 * @example
 * const stages = [{ after: 'mixed8', epochs: 2 }, { after: 'mixed6', epochs: 8 }]
 * const { history } = await fineTuneGradually(model, { base, engine, train, validation, stages })
 */
export async function fineTuneGradually(
  model: LayersModel,
  { base = model, stages, callbacks, goOn, keepNormalization, ...options }: GradualFineTuneOptions,
): Promise<FitResult> {
  checkStages(stages)
  const onEvent = options.onEvent ?? (() => {})
  const results: FitResult[] = []
  for (const [stage, { after, epochs }] of stages.entries()) {
    if (stage > 0 && goOn && !goOn(stage)) break
    unfreezeAfter(base, after, { keepNormalization })
    const place = { before: epochsDone(results), epochs: epochsOf(stages) }
    const result = await fineTune(model, {
      ...{ ...options, epochs, callbacks: callbacks?.(stage, place.before) },
      onEvent: (event) => tell(event, place, onEvent),
    })
    results.push(result)
    if (result.reason === 'aborted' || result.reason === 'not-a-number') break
  }
  const whole = joined(results)
  onEvent({ type: 'phase-end', phase: 'fineTuning', reason: whole.reason })
  return whole
}

function checkStages(stages: readonly UnfreezeStage[]): void {
  if (stages.length === 0) {
    throw new InvalidArgumentError({ argument: 'stages', expected: 'one or more stages', received: stages })
  }
  for (const [at, { epochs }] of stages.entries()) wholeNumber(`stages[${at}].epochs`, epochs, 1)
}

/** Passes an event of a stage on as one of the whole, whose end is still to come: epochs are counted on. */
function tell(
  event: TrainingEvent,
  { before, epochs }: { readonly before: number; readonly epochs: number },
  onEvent: (event: TrainingEvent) => void,
): void {
  if (event.type === 'phase-begin') onEvent({ ...event, epochs })
  else if (event.type !== 'phase-end') onEvent({ ...event, epoch: before + event.epoch })
}

/** A stage may have been stopped early. */
function epochsDone(results: readonly FitResult[]): number {
  return results.reduce((sum, { seconds }) => sum + seconds.length, 0)
}

function epochsOf(stages: readonly UnfreezeStage[]): number {
  return stages.reduce((sum, { epochs }) => sum + epochs, 0)
}

function joined(results: readonly FitResult[]): FitResult {
  const names = new Set(results.flatMap(({ history }) => Object.keys(history)))
  const history = [...names].map((name) => [name, results.flatMap((one) => one.history[name] ?? [])])
  return {
    history: Object.fromEntries(history),
    seconds: results.flatMap(({ seconds }) => seconds),
    reason: results.at(-1)!.reason,
    resumedAt: results.at(-1)!.resumedAt,
    pooled: results.at(-1)!.pooled,
  }
}
