import type { Tensor, Variable } from '@tensorflow/tfjs-core'

/** What an optimizer remembers of one variable: variables of its shape, zero at first, by name. */
export type Slots<Name extends string = string> = Readonly<Partial<Record<Name, Variable>>>

/** One variable's update in one step. */
export interface Update<Config, SlotName extends string> {
  readonly config: Config
  /** To be assigned its new value. */
  readonly variable: Variable
  /** Of the variable's shape, already clipped. To be left as it is: it belongs to the caller. */
  readonly gradient: Tensor
  /** To be assigned their new values. Only those that `config` needs are there. */
  readonly slots: Slots<SlotName>
  /** The optimizer's current one; `config.learningRate` is where it started. */
  readonly learningRate: number
  /** Counts the steps from 1. */
  readonly step: number
}

/**
 * Updates one variable and its slots in place, with `variable.assign(...)`.
 *
 * Runs inside a `tf.tidy`, so it need not dispose what it allocates. An engine passes its own to replace the
 * composed operations by one fused kernel; the default rules are exported for what it does not fuse.
 */
export type UpdateRule<Config, SlotName extends string = string> = (update: Update<Config, SlotName>) => void
