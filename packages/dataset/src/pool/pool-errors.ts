import { GraftError } from '@graft-ml/core'

/** Preparing a picture failed for another reason than the picture: its transform threw, or its thread died. */
export class ImageTaskError extends GraftError<'IMAGE_TASK_FAILED'> {
  override readonly name = 'ImageTaskError'
  readonly path: string

  constructor({ path, reason, cause }: { path: string; reason: string; cause?: unknown }) {
    super({
      code: 'IMAGE_TASK_FAILED',
      message: `${path} could not be prepared: ${reason}.`,
      hint: 'With workers: 0 everything runs on the calling thread, where a debugger sees it.',
      cause,
    })
    this.path = path
  }
}

/** A pool was used after `close()` (`POOL_CLOSED`). */
export class PoolClosedError extends GraftError<'POOL_CLOSED'> {
  override readonly name = 'PoolClosedError'

  constructor(cause?: unknown) {
    super({
      code: 'POOL_CLOSED',
      message: 'The pool of decoding threads is closed.',
      hint: 'Close it after the last batch, and make a new one to read again.',
      cause,
    })
  }
}

/** Nobody wanted the pictures any more (`STOPPED`); only whoever stopped the work could see it. */
export class StoppedError extends GraftError<'STOPPED'> {
  override readonly name = 'StoppedError'

  constructor() {
    super({
      code: 'STOPPED',
      message: 'The pictures were not prepared: the loop that wanted them has ended.',
    })
  }
}
