import type { Tensor, Variable } from '@tensorflow/tfjs-core'

/** Assigns a value that nothing else needs, and lets go of it at once: a head's kernel can be 150 MB. */
export function assign(variable: Variable, value: Tensor): void {
  variable.assign(value)
  value.dispose()
}
