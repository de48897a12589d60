import type { NdArray } from '@graft-ml/core'
import { type Tensor, tensor } from '@tensorflow/tfjs-core'
import type { Value } from '../graph/trace'

/** One step that turns tensors into one tensor, in an order in which steps can run. */
export interface TensorStep {
  readonly inputs: readonly Value[]
  readonly output: Value
  compute(inputs: Tensor[]): Tensor
}

/**
 * Runs steps on tfjs's current backend, letting go of every tensor after its last reader: a deep trunk would
 * otherwise hold all its activations at once.
 */
export async function runSteps(
  input: Value,
  steps: readonly TensorStep[],
  outputs: readonly Value[],
  images: NdArray,
): Promise<NdArray[]> {
  const alive = new Map<number, Tensor>([[input.id, tensor(images.data, [...images.shape])]])
  try {
    const lastUse = lastUses(steps, outputs)
    steps.forEach((step, index) => {
      alive.set(step.output.id, step.compute(step.inputs.map((value) => alive.get(value.id)!)))
      for (const value of [...step.inputs, step.output]) {
        if (lastUse.get(value.id) !== index) continue
        alive.get(value.id)?.dispose()
        alive.delete(value.id)
      }
    })
    return await Promise.all(outputs.map((value) => toArray(alive.get(value.id)!)))
  } finally {
    for (const left of alive.values()) left.dispose()
  }
}

/** The step after which a value is not needed; outputs are needed beyond the end. */
function lastUses(steps: readonly TensorStep[], outputs: readonly Value[]): Map<number, number> {
  const last = new Map<number, number>()
  steps.forEach((step, index) => {
    for (const value of [step.output, ...step.inputs]) last.set(value.id, index)
  })
  for (const value of outputs) last.set(value.id, Number.POSITIVE_INFINITY)
  return last
}

async function toArray(value: Tensor): Promise<NdArray> {
  return { data: await value.data<'float32'>(), shape: value.shape }
}
