import { GraftError } from '@graft-ml/core'

/**
 * - `NO_SPLITS`: the photos' folder has no train/ and validation/.
 */
export type DemoErrorCode = 'NO_SPLITS'

/** What goes wrong in the demo itself. */
export class DemoError extends GraftError<DemoErrorCode> {
  override readonly name = 'DemoError'
}
