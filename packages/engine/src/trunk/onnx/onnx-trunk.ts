import { InvalidArgumentError } from '@graft-ml/core'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { guardTrunk } from '../guard-trunk'
import type { Trunk } from '../trunk'
import { picturesAtOnce } from './pictures-at-once'
import { planToOnnx } from './plan-to-onnx'
import type { SpareThread } from './spare-thread'
import { TrunkThread } from './trunk-thread'

export interface OnnxTrunkOptions {
  /** Threads that share one operation; default: onnxruntime's own choice, one for each physical core. */
  readonly threads?: number
  /** Where the trunk's own thread comes from and goes back to; default: a new one, which ends with the trunk. */
  readonly spare?: SpareThread
}

/**
 * Runs a plan in onnxruntime-node on the CPU, on a thread of its own.
 *
 * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load or refuses the model
 */
export async function onnxTrunk(plan: TrunkPlan, options: OnnxTrunkOptions = {}): Promise<Trunk> {
  const { threads, spare } = options
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new InvalidArgumentError({
      argument: 'threads',
      expected: 'a whole number from 1 on',
      received: threads,
    })
  }
  // Where it is missing this says so with the remedy, before anything is written.
  await loadOnnxRuntime()
  const thread = spare?.take() ?? new TrunkThread()
  try {
    await thread.open({ ...planToOnnx(plan), threads, picturesAtOnce: picturesAtOnce(plan, threads) })
  } catch (error) {
    await thread.end()
    throw error
  }
  return guardTrunk({
    name: 'onnxruntime-node',
    input: plan.input,
    run: (images, recycle) => thread.run(images, recycle),
    release: () => (spare ? spare.giveBack(thread) : thread.end()),
  })
}
