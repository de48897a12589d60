import type { Logs } from '@graft-ml/core'
import type { TrainingStep, WeightSnapshot } from '@graft-ml/engine'
import type { SourcePosition } from '../features/batch-cursor'
import type { SeenBatch } from './running-logs'

/** What may be written to a backup. Keys do not begin with `$`; what is undefined is left out. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | undefined
  | Float32Array
  | readonly PlainData[]
  | { readonly [key: string]: PlainData }

/** The step that comes next, both from 0. At the end of an epoch that is step 0 of the epoch after it. */
export interface Progress {
  readonly epoch: number
  readonly step: number
}

/** An epoch that is over. */
export interface FinishedEpoch {
  readonly logs: Logs
  /** Wall time with validation. */
  readonly seconds: number
  /** That of the epoch's last step. */
  readonly learningRate: number
}

/** What one callback keeps. */
export interface CallbackState {
  /** Name of the callback's class. */
  readonly name: string
  readonly state: PlainData
}

/** Everything that the rest of a run depends on, besides the program and its data. Plain data. */
export interface TrainingState {
  readonly progress: Progress
  /** A callback has ended the training. */
  readonly stopped: boolean
  readonly epochs: readonly FinishedEpoch[]
  /** Seconds that the running epoch has taken so far. */
  readonly elapsed: number
  readonly step: Awaited<ReturnType<TrainingStep['state']>>
  /** The weights to go back to when a loss is not finite; null where they are those of `step`. */
  readonly lastGood: WeightSnapshot | null
  readonly train: SourcePosition
  readonly validation: SourcePosition | null
  /** The batches of the running epoch so far, of which its running logs are made. */
  readonly seen: readonly SeenBatch[]
  /** Of the callbacks that keep something. */
  readonly callbacks: readonly CallbackState[]
}

/** What a state belongs to, by names that people understand: another value, another run. */
export type RunIdentity = Readonly<Record<string, string>>
