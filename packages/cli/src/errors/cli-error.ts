import { GraftError } from '@graft-ml/core'

/**
 * - `INVALID_CONFIG`: a file of configuration says what it may not say.
 * - `NO_PHOTOS`: there is no folder of photos where one is needed.
 * - `ONE_CLASS`: there is nothing to tell the only class from.
 * - `DIFFERENT_CLASSES`: photos to validate on have other classes than those to train on.
 * - `NOT_A_RUN`: a folder is not one that graft train made, or was altered.
 * - `RUN_EXISTS`: there is a run already where a new one should go.
 * - `UNFINISHED_RUN`: a run has no model yet.
 * - `NOT_A_CLASSIFIER`: a model does not say how photos are prepared for it.
 */
export type CliErrorCode =
  | 'INVALID_CONFIG'
  | 'NO_PHOTOS'
  | 'ONE_CLASS'
  | 'DIFFERENT_CLASSES'
  | 'NOT_A_RUN'
  | 'RUN_EXISTS'
  | 'UNFINISHED_RUN'
  | 'NOT_A_CLASSIFIER'

/** What goes wrong in a command. */
export class CliError extends GraftError<CliErrorCode> {
  override readonly name = 'CliError'
}
