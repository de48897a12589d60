import type { Phase } from '@graft-ml/core'

/** The phases of transfer learning, in the order in which they run. */
export const phases = ['featureExtraction', 'fineTuning'] as const satisfies readonly Phase[]

/** The columns that every phase has, by Keras's names. */
export const standardColumns = ['loss', 'acc', 'val_loss', 'val_acc', 'seconds'] as const

/**
 * One phase: a list for each quantity, one number an epoch.
 *
 * A list is empty (the quantity was never reported) or as long as the phase; NaN stands where an epoch
 * did not report it. Quantities beyond the standard ones (`learning_rate`, further metrics) stand beside them.
 */
export interface PhaseHistory {
  /** Mean training loss. */
  loss: number[]
  /** Training accuracy, 0..1. */
  acc: number[]
  /** Mean validation loss. */
  val_loss: number[]
  /** Validation accuracy, 0..1. */
  val_acc: number[]
  /** Wall time of each epoch with its validation, in seconds. */
  seconds: number[]
  [quantity: string]: number[]
}

/** A whole run as plain data: what `history.json` holds. */
export interface HistoryData {
  readonly featureExtraction: PhaseHistory
  readonly fineTuning: PhaseHistory
  /** The options the run was started with: plain JSON values. */
  readonly config: Readonly<Record<string, unknown>>
  /** The machine and the software it ran on: plain JSON values. */
  readonly environment: Readonly<Record<string, unknown>>
}

/** A phase before its first epoch. */
export function emptyPhase(): PhaseHistory {
  return { loss: [], acc: [], val_loss: [], val_acc: [], seconds: [] }
}

/** How many epochs a phase has: the length of its longest list. */
export function epochsOf(phase: PhaseHistory): number {
  return Math.max(0, ...Object.values(phase).map((values) => values.length))
}

/** Writes what an epoch (from 0) reported; epochs that reported nothing hold NaN. */
export function setEpoch(
  phase: PhaseHistory,
  epoch: number,
  quantities: Readonly<Record<string, number>>,
): void {
  const epochs = Math.max(epochsOf(phase), epoch + 1)
  for (const [name, value] of Object.entries(quantities)) {
    phase[name] ??= []
    phase[name][epoch] = value
  }
  for (const values of Object.values(phase)) {
    if (values.length > 0) padWithNaN(values, epochs)
  }
}

function padWithNaN(values: number[], length: number): void {
  for (let i = 0; i < length; i++) values[i] ??= Number.NaN
}
