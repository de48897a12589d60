import { GraftError } from '@graft-ml/core'

/** A restored optimizer state does not go with the optimizer or with the variables it updates (`OPTIMIZER_STATE`). */
export class OptimizerStateError extends GraftError<'OPTIMIZER_STATE'> {
  override readonly name = 'OptimizerStateError'

  constructor(message: string, hint?: string) {
    super({ code: 'OPTIMIZER_STATE', message, hint })
  }
}
