import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import type { InferenceSession } from 'onnxruntime-node'
import { EngineError } from '../../errors/engine-error'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { guardTrunk } from '../guard-trunk'
import type { Trunk } from '../trunk'
import { loadOnnxRuntime } from './load-onnx-runtime'
import { type OnnxModel, planToOnnx } from './plan-to-onnx'

export interface OnnxTrunkOptions {
  /** Threads that share one operation; default: onnxruntime's own choice, one for each physical core. */
  readonly threads?: number
}

/**
 * Runs a plan in onnxruntime-node on the CPU.
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
  const { InferenceSession, Tensor } = await loadOnnxRuntime()
  const settings = sessionSettings(threads)
  const { session, input, outputs } = await openSession(planToOnnx(plan), (bytes) =>
    InferenceSession.create(bytes, settings),
  )

  async function run({ data, shape }: NdArray): Promise<NdArray[]> {
    const results = await session.run({ [input]: new Tensor('float32', data, shape) })
    return outputs.map((name) => {
      const { data, dims } = results[name]
      return { data: data as Float32Array, shape: dims }
    })
  }

  return guardTrunk({ name: 'onnxruntime-node', input: plan.input, run, release: () => session.release() })
}

function sessionSettings(threads: number | undefined): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  }
}

/** The session without the bytes, which it has copied: they may be collected from here on. */
async function openSession(
  { bytes, input, outputs }: OnnxModel,
  create: (bytes: Uint8Array) => Promise<InferenceSession>,
): Promise<{ session: InferenceSession; input: string; outputs: readonly string[] }> {
  try {
    return { session: await create(bytes), input, outputs }
  } catch (cause) {
    throw new EngineError({
      code: 'TRUNK_UNAVAILABLE',
      message: `onnxruntime-node refused the trunk: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: "Use the runner 'tfjs' instead.",
      cause,
    })
  }
}
