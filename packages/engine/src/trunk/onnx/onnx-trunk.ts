import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { shareThreads, type ThreadShares } from '../../threads/share-threads'
import { guardTrunk } from '../guard-trunk'
import type { Trunk } from '../trunk'
import { picturesAtOnce } from './pictures-at-once'
import { planToOnnx } from './plan-to-onnx'
import type { SpareThreads } from './spare-threads'
import { TrunkThreads } from './trunk-threads'

export interface OnnxTrunkOptions {
  /** How onnxruntime's threads are shared out; default: one for each physical core, in halves. */
  readonly shares?: ThreadShares
  /** Where the trunk's own threads come from and go back to; default: new ones, which end with the trunk. */
  readonly spare?: SpareThreads
}

/**
 * Runs a plan in onnxruntime-node on the CPU, on threads of its own.
 *
 * @throws EngineError `TRUNK_UNAVAILABLE` when onnxruntime-node does not load or refuses the model
 */
export async function onnxTrunk(plan: TrunkPlan, options: OnnxTrunkOptions = {}): Promise<Trunk> {
  const { spare } = options
  const { trunkSessions, half } = options.shares ?? (await shareThreads())
  // Where it is missing this says so with the remedy, before anything is written.
  await loadOnnxRuntime()
  const threads = spare?.take() ?? new TrunkThreads(trunkSessions)
  try {
    await threads.open({ ...planToOnnx(plan), threads: half, picturesAtOnce: picturesAtOnce(plan, half) })
  } catch (error) {
    await threads.end()
    throw error
  }
  return guardTrunk({
    name: 'onnxruntime-node',
    input: plan.input,
    run: (images, recycle) => threads.run(images, recycle),
    release: () => (spare ? spare.giveBack(threads) : threads.end()),
  })
}
