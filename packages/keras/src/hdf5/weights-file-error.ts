import { GraftError } from '@graft-ml/core'

/**
 * - `WEIGHTS_FILE_NOT_FOUND`: there is no file at the path.
 * - `WEIGHTS_FILE_UNREADABLE`: the path is a folder, or may not be read.
 * - `NOT_HDF5`: the bytes are not an HDF5 file.
 * - `WEIGHTS_FILE_TRUNCATED`: the file ends before the length that it states.
 * - `WEIGHTS_FILE_DAMAGED`: the file names something that it does not hold, or an array cannot be read.
 * - `NO_LAYER_NAMES`: an HDF5 file, but without weights in Keras's legacy layout.
 * - `WEIGHTS_FILE_CLOSED`: an array was read after `close()`.
 * - `WEIGHTS_NOT_WRITTEN`: saving failed; nothing is left at the path but what was there before.
 */
export type WeightsFileErrorCode =
  | 'WEIGHTS_FILE_NOT_FOUND'
  | 'WEIGHTS_FILE_UNREADABLE'
  | 'NOT_HDF5'
  | 'WEIGHTS_FILE_TRUNCATED'
  | 'WEIGHTS_FILE_DAMAGED'
  | 'NO_LAYER_NAMES'
  | 'WEIGHTS_FILE_CLOSED'
  | 'WEIGHTS_NOT_WRITTEN'

/** What is wrong with a file of weights, whatever the model. */
export class WeightsFileError extends GraftError<WeightsFileErrorCode> {
  override readonly name = 'WeightsFileError'
}
