import { GraftError } from '@graft-ml/core'

/**
 * - `BACKEND_UNAVAILABLE`: the backend asked for does not load here; the message says why.
 * - `TRUNK_UNAVAILABLE`: the way of running the trunk asked for does not load here.
 * - `UNSUPPORTED_MODEL`: the model has a shape that the engine cannot run.
 * - `NOTHING_TO_TRAIN`: a training step was asked for, but every layer is frozen.
 * - `NOT_PREPARED`: a step was asked for what it was prepared without, a loss or an optimizer.
 * - `DISPOSED`: a trunk or step was used after `dispose()`.
 * - `DEVICE_FAILED`: the GPU was lost or refused an operation; the message says which.
 */
export type EngineErrorCode =
  | 'BACKEND_UNAVAILABLE'
  | 'TRUNK_UNAVAILABLE'
  | 'UNSUPPORTED_MODEL'
  | 'NOTHING_TO_TRAIN'
  | 'NOT_PREPARED'
  | 'DISPOSED'
  | 'DEVICE_FAILED'

/** What goes wrong where the arithmetic runs. */
export class EngineError extends GraftError<EngineErrorCode> {
  override readonly name = 'EngineError'
}
