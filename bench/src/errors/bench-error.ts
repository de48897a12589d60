import { GraftError } from '@graft-ml/core'

/**
 * - `NO_SPLITS`: the photos' folder has no train/ and validation/.
 * - `NO_PEER`: Keras was asked for without a Python to run it.
 * - `FOREIGN_REPORT`: a report that is to be gone on with was measured on something else, or is none.
 * - `CHILD_FAILED`: a process that was to measure something ended without a result.
 * - `INTERRUPTED`: Ctrl-C.
 */
export type BenchErrorCode = 'NO_SPLITS' | 'NO_PEER' | 'FOREIGN_REPORT' | 'CHILD_FAILED' | 'INTERRUPTED'

/** What goes wrong in the benchmark itself. */
export class BenchError extends GraftError<BenchErrorCode> {
  override readonly name = 'BenchError'
}
