import type { StopReason } from '@graft-ml/core'
import { INTERRUPTED } from '../terminal/interruption'

/** How a training ends, besides 2 for what could not be done at all. */
export const EXIT_OF: Readonly<Record<StopReason, number>> = {
  completed: 0,
  'stopped-by-callback': 0,
  'not-a-number': 3,
  aborted: INTERRUPTED,
}

export const EXIT_NOTES = `Exit codes:
  0    trained, and everything is written
  2    wrong options, or it could not be done
  3    the loss was not a number: the last good weights are kept
  ${INTERRUPTED}  interrupted: graft resume goes on`
