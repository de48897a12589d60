import { oneOf } from '@graft-ml/core'
import { getBackend } from '@tensorflow/tfjs-core'
import { EngineError } from '../errors/engine-error'
import type { Graph } from '../graph/trace'
import { planTrunk } from '../plan/plan-trunk'
import type { PlanResult, TrunkPlan } from '../plan/trunk-plan'
import type { ThreadShares } from '../threads/share-threads'
import { emptyTrunk } from './empty-trunk'
import { layersTrunk } from './layers/layers-trunk'
import { onnxTrunk } from './onnx/onnx-trunk'
import type { SpareThreads } from './onnx/spare-threads'
import { tfjsTrunk } from './tfjs/tfjs-trunk'
import type { Trunk } from './trunk'

/**
 * - `auto`: `onnx` on a CPU where onnxruntime-node loads, else `tfjs`.
 * - `onnx`: onnxruntime-node or an error.
 * - `tfjs`: fused operations on the current tfjs backend, or the layers themselves where they cannot be fused.
 */
export const TRUNK_RUNNERS = ['auto', 'onnx', 'tfjs'] as const
export type TrunkRunner = (typeof TRUNK_RUNNERS)[number]

export interface PrepareTrunkOptions {
  /** Default `auto`. */
  readonly runner?: TrunkRunner
  /** How onnxruntime's threads are shared out; default: one for each physical core, in halves. */
  readonly shares?: ThreadShares
  /** Keeps the trunk's threads from one trunk to the next; default: each has its own. */
  readonly spare?: SpareThreads
  /** Whether the tfjs backend runs on a GPU; default: every backend but `cpu`, `wasm` and `tensorflow`. */
  readonly accelerated?: boolean
}

/** A trunk, and why it runs as it does. */
export interface PreparedTrunk extends Trunk {
  /** Why what comes before in `auto`'s order was not taken, one sentence each; empty for the first choice. */
  readonly notes: readonly string[]
}

const CPU_BACKENDS = ['cpu', 'wasm', 'tensorflow']

/**
 * Makes the frozen beginning of a model ready to run. It keeps the weights as they are now.
 *
 * @throws EngineError `TRUNK_UNAVAILABLE` when `onnx` is asked for and cannot be had, `UNSUPPORTED_MODEL`
 *   when the model has several inputs; InvalidArgumentError
 */
export async function prepareTrunk(graph: Graph, options: PrepareTrunkOptions = {}): Promise<PreparedTrunk> {
  const runner = oneOf('runner', options.runner ?? 'auto', TRUNK_RUNNERS)
  assertSingleInput(graph)
  if (graph.calls.length === 0)
    return { ...emptyTrunk(graph), notes: ['No layer is frozen from the start on.'] }
  const result = await planTrunk(graph)
  if (runner === 'onnx') return { ...(await onnxTrunk(requirePlan(result), options)), notes: [] }
  if (!result.supported) return { ...layersTrunk(graph), notes: result.reasons }
  if (runner === 'tfjs') return { ...tfjsTrunk(result.plan), notes: [] }
  return prepareFastest(result.plan, options)
}

async function prepareFastest(plan: TrunkPlan, options: PrepareTrunkOptions): Promise<PreparedTrunk> {
  const backend = getBackend()
  if (options.accelerated ?? !CPU_BACKENDS.includes(backend)) {
    return { ...tfjsTrunk(plan), notes: [`The ${backend} backend is faster than onnxruntime-node's CPU.`] }
  }
  try {
    return { ...(await onnxTrunk(plan, options)), notes: [] }
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'TRUNK_UNAVAILABLE')) throw error
    return { ...tfjsTrunk(plan), notes: [error.message] }
  }
}

export function requirePlan(result: PlanResult): TrunkPlan {
  if (result.supported) return result.plan
  throw new EngineError({
    code: 'TRUNK_UNAVAILABLE',
    message: `onnxruntime-node cannot run this trunk. ${result.reasons.join(' ')}`,
    hint: 'Train it as it is: the engines run such layers themselves.',
  })
}

function assertSingleInput({ inputs }: Graph): void {
  if (inputs.length === 1) return
  throw new EngineError({
    code: 'UNSUPPORTED_MODEL',
    message: `The model has ${inputs.length} inputs; a trunk takes one, the images.`,
  })
}
