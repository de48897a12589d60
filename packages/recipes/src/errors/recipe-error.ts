import { GraftError } from '@graft-ml/core'

/**
 * - `UNKNOWN_LAYER`: no layer of the model has that name.
 * - `NOTHING_FROZEN`: feature extraction was asked of a model whose every layer trains.
 * - `NO_BATCHES`: a source of batches gave none.
 * - `NO_LABELS`: a batch came without labels where they are needed.
 * - `NOT_A_MODEL_FOLDER`: the folder to load holds no complete model in tfjs's layers format.
 * - `UNKNOWN_METRIC`: a callback watches a value that is not in the logs.
 */
export type RecipeErrorCode =
  | 'UNKNOWN_LAYER'
  | 'NOTHING_FROZEN'
  | 'NO_BATCHES'
  | 'NO_LABELS'
  | 'NOT_A_MODEL_FOLDER'
  | 'UNKNOWN_METRIC'

/** What goes wrong in a recipe. */
export class RecipeError extends GraftError<RecipeErrorCode> {
  override readonly name = 'RecipeError'
}
