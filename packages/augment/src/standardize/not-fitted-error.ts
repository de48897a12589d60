import { GraftError } from '@graft-ml/core'

/** A generator needs statistics of pictures that it has not seen (`NOT_FITTED`). */
export class NotFittedError extends GraftError<'NOT_FITTED'> {
  override readonly name = 'NotFittedError'

  /** @param option The option that needs statistics. */
  constructor(readonly option: string) {
    super({
      code: 'NOT_FITTED',
      message: `${option} needs statistics of the training pictures, and this generator has none.`,
      hint: 'Use the generator that fit(images) returns, or give its statistics as an option.',
    })
  }
}
