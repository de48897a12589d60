import type { Value } from '../graph/trace'
import { foldScaleShift, takesScaleShift } from './fold-scale-shift'
import { inputsOf, type Operation } from './operation'
import type { TrunkPlan } from './trunk-plan'

/** The same plan with fewer operations: what follows a convolution and reads nothing else moves into it. */
export function fuse(plan: TrunkPlan): TrunkPlan {
  const { input, operations, outputs } = dropLinear(plan)
  const readers = countReaders(operations, outputs)
  const fused: Operation[] = []
  const placeOf = new Map<number, number>()
  for (const operation of operations) {
    const [first] = inputsOf(operation)
    const place = readers.get(first.id) === 1 ? placeOf.get(first.id) : undefined
    const joined = place === undefined ? undefined : join(fused[place], operation)
    const at = joined === undefined ? fused.length : place!
    fused[at] = joined ?? operation
    placeOf.set(operation.output.id, at)
  }
  return { input, operations: fused, outputs }
}

/** Two operations in one, where that is possible. */
function join(before: Operation, after: Operation): Operation | undefined {
  if (!('activation' in before) || before.activation.kind !== 'linear') return undefined
  if (after.kind === 'activation') return { ...before, output: after.output, activation: after.activation }
  if (after.kind === 'scaleShift' && takesScaleShift(before)) return foldScaleShift(before, after)
  return undefined
}

/** Leaves out activations that change nothing; whoever reads their output reads their input. */
function dropLinear(plan: TrunkPlan): TrunkPlan {
  const sources = new Map<number, Value>()
  const source = (value: Value): Value => sources.get(value.id) ?? value
  const operations: Operation[] = []
  for (const operation of plan.operations) {
    const reading = withInputs(operation, source)
    if (reading.kind === 'activation' && reading.activation.kind === 'linear') {
      sources.set(reading.output.id, reading.input)
    } else {
      operations.push(reading)
    }
  }
  return { input: plan.input, operations, outputs: plan.outputs.map(source) }
}

function withInputs(operation: Operation, source: (value: Value) => Value): Operation {
  if ('inputs' in operation) return { ...operation, inputs: operation.inputs.map(source) }
  return { ...operation, input: source(operation.input) }
}

/** How often each value is read; a trunk's output has the caller as a reader. */
function countReaders(operations: readonly Operation[], outputs: readonly Value[]): Map<number, number> {
  const readers = new Map<number, number>()
  for (const value of [...operations.flatMap(inputsOf), ...outputs]) {
    readers.set(value.id, (readers.get(value.id) ?? 0) + 1)
  }
  return readers
}
