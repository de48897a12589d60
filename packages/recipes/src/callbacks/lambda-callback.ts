import { Callback } from './callback'

type Hooks = Partial<
  Pick<Callback, 'onTrainBegin' | 'onEpochBegin' | 'onStepEnd' | 'onEpochEnd' | 'onTrainEnd'>
>

/** A callback from plain functions. */
export class LambdaCallback extends Callback {
  constructor(hooks: Hooks) {
    super()
    Object.assign(this, hooks)
  }
}
