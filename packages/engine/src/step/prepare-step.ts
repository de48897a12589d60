import type { LossName, OptimizerConfig, UpdateRules } from '@graft-ml/keras'
import { setBackend } from '@tensorflow/tfjs-core'
import { loadWasm } from '../backend/loaders'
import type { Graph } from '../graph/trace'
import { tensorflowUpdateRules } from '../tensorflow/update-rules'
import { wasmUpdateRules } from '../wasm-kernels/update-rules'
import { createOnnxStep, OnnxStep, type StepThreads } from './onnx/onnx-step'
import { TfjsStep } from './tfjs-step'
import type { TrainingStep } from './training-step'

/** What the step is to do besides predicting. */
export interface StepWants {
  readonly loss?: LossName
  readonly optimizer?: OptimizerConfig
  /** By what the learning rate of a weight is multiplied, by its `originalName`; 1 where it has none. */
  readonly rateFactors?: ReadonlyMap<string, number>
}

export interface PrepareStepOptions extends StepWants {
  readonly head: Graph
  /** Whether to compile it for onnxruntime; what cannot be compiled runs on tfjs's wasm backend. */
  readonly compiled: boolean
  /** The tfjs backend in use. */
  readonly backend: string
  readonly threads: StepThreads
}

/** A step, and why it does not run faster. */
export type PreparedStep = TrainingStep & {
  /** One sentence each; empty for the first choice. */
  readonly notes: readonly string[]
}

/** @throws EngineError `NOTHING_TO_TRAIN`; `TRUNK_UNAVAILABLE` where onnxruntime-node does not load */
export async function prepareStep(options: PrepareStepOptions): Promise<PreparedStep> {
  if (!options.compiled) return withNotes(tfjsStep(options, options.backend), [])
  const step = await createOnnxStep(options)
  if (step instanceof OnnxStep) return withNotes(step, [])
  if (options.backend !== 'cpu') return withNotes(tfjsStep(options, options.backend), step.reasons)
  // Plain JavaScript would take hours for what WebAssembly does in minutes.
  const failure = await activateWasm()
  if (failure === undefined) return withNotes(tfjsStep(options, 'wasm'), step.reasons)
  return withNotes(tfjsStep(options, 'cpu'), [...step.reasons, `wasm: ${failure}`])
}

/** Updates that are faster than the ones made of tfjs's operations. */
const UPDATE_RULES: Readonly<Record<string, UpdateRules>> = {
  tensorflow: tensorflowUpdateRules,
  wasm: wasmUpdateRules,
}

function tfjsStep({ head, loss, optimizer, rateFactors }: PrepareStepOptions, backend: string): TfjsStep {
  return new TfjsStep({ head, backend, loss, optimizer, rateFactors, rules: UPDATE_RULES[backend] })
}

function withNotes(step: TrainingStep, notes: readonly string[]): PreparedStep {
  return Object.assign(step, { notes })
}

/** Why wasm cannot be had, or undefined. */
async function activateWasm(): Promise<string | undefined> {
  const failure = await loadWasm()
  if (failure === undefined) await setBackend('wasm')
  return failure
}
