import { oneOf } from '@graft-ml/core'
import { BACKENDS, type BackendName, chooseBackend } from './backend/choose-backend'
import type { Engine, PreparedModel } from './engine'
import { type SplitGraph, splitForInference, splitForTraining } from './graph/split'
import { type Graph, traceModel } from './graph/trace'
import { TfjsStep, type TfjsStepOptions } from './step/tfjs-step'
import {
  type PreparedTrunk,
  type PrepareTrunkOptions,
  prepareTrunk,
  TRUNK_RUNNERS,
  type TrunkRunner,
} from './trunk/prepare-trunk'
import { wasmUpdateRules } from './wasm-kernels/update-rules'

export interface EngineOptions {
  /** The tfjs backend; `auto` (default) keeps an active one, else takes the first that loads. */
  readonly backend?: BackendName | 'auto'
  /** What runs the trunk; `auto` (default) takes onnxruntime-node on a CPU where it is installed, else tfjs. */
  readonly trunk?: TrunkRunner
  /** Threads of the trunk; default: one for each physical core. */
  readonly threads?: number
}

/**
 * Chooses where the arithmetic runs and makes it ready. Call it before a model is built.
 *
 * @example
 * const engine = await createEngine()
 * console.log(engine.backend) // 'wasm'
 *
 * @throws EngineError `BACKEND_UNAVAILABLE`, InvalidArgumentError
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const wanted = oneOf('backend', options.backend ?? 'auto', ['auto', ...BACKENDS])
  const runner = oneOf('trunk', options.trunk ?? 'auto', TRUNK_RUNNERS)
  const { name: backend, considered } = await chooseBackend(wanted)
  const rules = backend === 'wasm' ? wasmUpdateRules : undefined
  const prepare = ({ trunk, head }: SplitGraph, wants: StepWants) =>
    prepareBoth(trunk, { runner, threads: options.threads }, { head, backend, rules, ...wants })
  return {
    backend,
    considered,
    prepareTraining: (model, specification) => prepare(splitForTraining(traceModel(model)), specification),
    prepareInference: (model, wants = {}) => prepare(splitForInference(traceModel(model)), wants),
  }
}

type StepWants = Pick<TfjsStepOptions, 'loss' | 'optimizer'>

async function prepareBoth(
  trunkGraph: Graph,
  trunkOptions: PrepareTrunkOptions,
  stepOptions: TfjsStepOptions,
): Promise<PreparedModel> {
  // First the step: it is made at once, and it knows whether there is anything to train.
  const step = new TfjsStep(stepOptions)
  try {
    const trunk = await prepareTrunk(trunkGraph, trunkOptions)
    return { trunk, step, dispose: () => disposeBoth(trunk, step) }
  } catch (error) {
    step.dispose()
    throw error
  }
}

async function disposeBoth(trunk: PreparedTrunk, step: TfjsStep): Promise<void> {
  step.dispose()
  await trunk.dispose()
}
