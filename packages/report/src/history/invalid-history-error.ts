import { GraftError, show } from '@graft-ml/core'

/** A history cannot be read (`INVALID_HISTORY`). The message names the place and what belongs there. */
export class InvalidHistoryError extends GraftError<'INVALID_HISTORY'> {
  override readonly name = 'InvalidHistoryError'
  /** Where the fault is: `fineTuning.val_acc[3]`. */
  readonly place: string

  constructor({
    place,
    expected,
    received,
    cause,
  }: {
    place: string
    expected: string
    received: unknown
    cause?: unknown
  }) {
    super({
      code: 'INVALID_HISTORY',
      message: `Not a training history: ${place} must be ${expected}. Received: ${excerpt(received)}.`,
      hint: 'Pass the history.json that a run wrote.',
      cause,
    })
    this.place = place
  }
}

function excerpt(value: unknown): string {
  return show(typeof value === 'string' && value.length > 60 ? `${value.slice(0, 57)}...` : value)
}
