import { GraftError } from '@graft-ml/core'

/**
 * - `UNSUPPORTED_PLATFORM`: TensorFlow's binding cannot be had in the way asked for on this system.
 * - `MISSING_TOOL`: Python, pip, npm or a C++ compiler is not here.
 * - `NO_SPACE`: the disk of the cache folder is too full.
 * - `INSTALL_FAILED`: a tool that was run said no; the message has its words.
 * - `DOES_NOT_LOAD`: what was built does not compute.
 * - `ABORTED`: it was stopped.
 */
export type NativeErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'MISSING_TOOL'
  | 'NO_SPACE'
  | 'INSTALL_FAILED'
  | 'DOES_NOT_LOAD'
  | 'ABORTED'

/** What goes wrong when native TensorFlow is built. */
export class NativeError extends GraftError<NativeErrorCode> {
  override readonly name = 'NativeError'
}
