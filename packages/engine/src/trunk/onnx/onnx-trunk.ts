import { InvalidArgumentError } from '@graft-ml/core'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { guardTrunk } from '../guard-trunk'
import type { Trunk } from '../trunk'
import { planToOnnx } from './plan-to-onnx'
import { startTrunkThread } from './trunk-thread'

export interface OnnxTrunkOptions {
  /** Threads that share one operation; default: onnxruntime's own choice, one for each physical core. */
  readonly threads?: number
}

/**
 * Runs a plan in onnxruntime-node on the CPU, on a thread of its own.
 *
 * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load or refuses the model
 */
export async function onnxTrunk(plan: TrunkPlan, { threads }: OnnxTrunkOptions = {}): Promise<Trunk> {
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new InvalidArgumentError({
      argument: 'threads',
      expected: 'a whole number from 1 on',
      received: threads,
    })
  }
  // Where it is missing this says so with the remedy, before anything is written.
  await loadOnnxRuntime()
  const runner = await startTrunkThread({ ...planToOnnx(plan), threads })
  return guardTrunk({
    name: 'onnxruntime-node',
    input: plan.input,
    run: (images) => runner.run(images),
    release: () => runner.release(),
  })
}
