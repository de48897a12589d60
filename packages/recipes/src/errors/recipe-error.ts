import { GraftError } from '@graft-ml/core'

/**
 * - `UNKNOWN_LAYER`: no layer of the model has that name.
 * - `NOTHING_FROZEN`: feature extraction was asked of a model whose every layer trains.
 * - `NO_BATCHES`: a source of batches gave none.
 * - `NO_LABELS`: a batch came without labels where they are needed.
 * - `NOT_A_MODEL_FOLDER`: the folder to load holds no complete model in tfjs's layers format, or the one to save to
 *   holds something else.
 * - `UNKNOWN_METRIC`: a callback watches a value that is not in the logs.
 * - `BROKEN_BACKUP`: a backup was not written whole or was altered since.
 * - `FOREIGN_BACKUP`: a backup is that of another run: another model, phase, source or option.
 * - `UNEVEN_PASSES`: the passes of a source do not hold the same pictures, each once.
 * - `FEATURES_TOO_LARGE`: a feature that is to be kept in 16 bits does not fit.
 * - `BROKEN_FEATURES`: features that were kept in a file were altered since.
 * - `VIEWS_DIFFER`: the views of a test-time augmentation do not show the same pictures in the same order.
 */
export type RecipeErrorCode =
  | 'UNKNOWN_LAYER'
  | 'NOTHING_FROZEN'
  | 'NO_BATCHES'
  | 'NO_LABELS'
  | 'NOT_A_MODEL_FOLDER'
  | 'UNKNOWN_METRIC'
  | 'BROKEN_BACKUP'
  | 'FOREIGN_BACKUP'
  | 'UNEVEN_PASSES'
  | 'FEATURES_TOO_LARGE'
  | 'BROKEN_FEATURES'
  | 'VIEWS_DIFFER'

/** What goes wrong in a recipe. */
export class RecipeError extends GraftError<RecipeErrorCode> {
  override readonly name = 'RecipeError'
}
