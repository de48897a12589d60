import type { Phase, StopReason } from '@graft-ml/core'

/** What the page knows of a phase. */
export interface WatchedPhase {
  readonly phase: Phase
  readonly epochs: number
  /** Training and validation steps of an epoch. */
  readonly steps: number
  readonly validationSteps: number
  readonly engine: string
  /** Milliseconds since 1970. */
  readonly begin: number
  /** Epochs of the phases before it. */
  readonly offset: number
}

/** Running means of an epoch so far, or those of its end. */
export interface Point {
  /** Epochs since the begin of the run: 1.5 in the middle of the second. */
  readonly x: number
  readonly loss: number
  readonly acc: number
}

/** Where a run stands. */
export interface Place {
  readonly stage: 'train' | 'validate'
  /** From 0, in its phase. */
  readonly epoch: number
  readonly step: number
}

/** Everything that a page shows that has just been opened. */
export interface Snapshot {
  readonly title: string
  readonly phases: readonly WatchedPhase[]
  readonly training: readonly Point[]
  readonly validation: readonly Point[]
  readonly place: Place | undefined
  /** The photos that were trained on last, as a `data:` url. */
  readonly batch: string | undefined
  readonly isStopping: boolean
  readonly ended: Ending | undefined
}

export type Ending = StopReason | 'failed'

/** What the server tells a page, discriminated by `type`. */
export type Message =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'phase'; readonly phase: WatchedPhase }
  | { readonly type: 'step'; readonly place: Place; readonly point: Point | undefined }
  | { readonly type: 'epoch'; readonly point: Point }
  | { readonly type: 'batch'; readonly batch: string }
  | { readonly type: 'stopping' }
  | { readonly type: 'ended'; readonly ended: Ending }
