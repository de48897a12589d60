import { getBackend } from '@tensorflow/tfjs-core'
import { inputsOf } from '../../plan/operation'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { guardTrunk } from '../guard-trunk'
import { runSteps, type TensorStep } from '../tensor-scope'
import type { Trunk } from '../trunk'
import { compile } from './compile'
import { WeightTensors } from './weight-tensors'

/**
 * Runs a plan with tfjs's fused operations on the backend that is current now. Weights stay on it until
 * `dispose`.
 */
export function tfjsTrunk(plan: TrunkPlan): Trunk {
  // Only the ends are kept: the plan's arrays may be collected once the tensors are made.
  const { input, operations, outputs } = plan
  const weights = new WeightTensors()
  const steps = operations.map(
    (operation): TensorStep => ({
      inputs: inputsOf(operation),
      output: operation.output,
      compute: compile(operation, weights),
    }),
  )
  return guardTrunk({
    name: `tfjs (${getBackend()})`,
    input,
    run: (images) => runSteps(input, steps, outputs, images),
    release: () => weights.dispose(),
  })
}
