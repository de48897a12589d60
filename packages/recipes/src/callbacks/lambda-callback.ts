import { InvalidArgumentError } from '@graft-ml/core'
import { Callback } from './callback'

const HOOKS = [
  'onTrainBegin',
  'onEpochBegin',
  'onStepBegin',
  'onStepEnd',
  'onValidationBegin',
  'onEpochEnd',
  'onTrainEnd',
  'epochLogs',
  'state',
  'restoreState',
] as const

/**
 * Any of the hooks of `Callback`, as plain functions.
 *
 * @useDeclaredType
 */
export type LambdaHooks = Partial<Pick<Callback, (typeof HOOKS)[number]>>

/**
 * A callback from plain functions.
 *
 * @throws InvalidArgumentError for a hook that does not exist, with those that do
 *
 * @example
 * new LambdaCallback({ onEpochEnd: (_context, epoch, logs) => console.log(epoch + 1, logs.loss) })
 */
export class LambdaCallback extends Callback {
  constructor(hooks: LambdaHooks = {}) {
    super()
    const unknown = Object.keys(hooks).find((name) => !HOOKS.some((hook) => hook === name))
    if (unknown) throw new InvalidArgumentError({ argument: 'hook', expected: HOOKS, received: unknown })
    Object.assign(this, hooks)
  }
}
