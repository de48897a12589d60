import { oneOf } from '@graft-ml/core'
import type { Engine, PreparedModel, TrainingSpecification } from './engine'
import { type ChosenEngine, chooseEngine } from './engines/choose-engine'
import { ENGINES, type EngineName } from './engines/engine-names'
import { type SplitGraph, splitForInference, splitForTraining } from './graph/split'
import { traceModel } from './graph/trace'
import { prepareStep } from './step/prepare-step'
import { shareThreads, type ThreadShares } from './threads/share-threads'
import { SpareThreads } from './trunk/onnx/spare-threads'
import { type PreparedTrunk, prepareTrunk } from './trunk/prepare-trunk'

/** Which engine to take. */
export interface EngineOptions {
  /**
   * What runs the model; `auto` (default) takes the fastest that is here. `onnx`: onnxruntime-node on the CPU;
   * `tensorflow`: tfjs-node-gpu or tfjs-node; `wasm`, `cpu`: from npm alone, slow, everywhere.
   */
  readonly engine?: EngineName | 'auto'
  /** Threads of onnxruntime-node, 1 or more; default: one for each physical core. */
  readonly threads?: number
}

/**
 * Chooses where the arithmetic runs and makes it ready. Call it before a model is built.
 *
 * @example
 * const engine = await createEngine()
 * console.log(engine.name) // 'onnx'
 *
 * @throws EngineError `BACKEND_UNAVAILABLE`, InvalidArgumentError
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const wanted = oneOf('engine', options.engine ?? 'auto', ['auto', ...ENGINES])
  const chosen = await chooseEngine(wanted)
  const shares = await shareThreads(options.threads)
  const runtime = { shares, spare: new SpareThreads(shares.trunkSessions) }
  const prepare = (split: SplitGraph, wants: Partial<TrainingSpecification>) =>
    prepareBoth(split, chosen, runtime, wants)
  return {
    name: chosen.name,
    backend: chosen.backend,
    considered: chosen.considered,
    prepareTraining: (model, specification) => prepare(splitForTraining(traceModel(model)), specification),
    prepareInference: (model, wants = {}) => prepare(splitForInference(traceModel(model)), wants),
  }
}

/** What an engine gives to everything that it prepares. */
interface Runtime {
  readonly shares: ThreadShares
  readonly spare: SpareThreads
}

async function prepareBoth(
  { trunk: trunkGraph, head }: SplitGraph,
  { name, backend }: ChosenEngine,
  { shares, spare }: Runtime,
  { besideTrunk = true, ...wants }: Partial<TrainingSpecification>,
): Promise<PreparedModel> {
  const isBeside = besideTrunk && trunkGraph.calls.length > 0
  const threads = { training: isBeside ? shares.half : shares.all, inference: shares.all }
  const runner = TRUNK_RUNNERS[name] ?? 'auto'
  // Side by side: a trunk's sessions are opened on its own threads while the step lays out its weights on this one.
  const [trunk, step] = await Promise.allSettled([
    prepareTrunk(trunkGraph, { runner, shares, spare }),
    prepareStep({ head, compiled: name === 'onnx', backend, threads, ...wants }),
  ])
  if (trunk.status === 'fulfilled' && step.status === 'fulfilled') {
    const both = { trunk: trunk.value, step: step.value }
    return { ...both, dispose: () => disposeBoth(both.trunk, both.step) }
  }
  if (trunk.status === 'fulfilled') await trunk.value.dispose()
  if (step.status === 'fulfilled') step.value.dispose()
  // First the step's: it knows whether there is anything to train.
  throw step.status === 'rejected' ? step.reason : (trunk as PromiseRejectedResult).reason
}

/** The portable engines are the reference: everything in them is tfjs's. */
const TRUNK_RUNNERS: Readonly<Record<string, 'tfjs'>> = { wasm: 'tfjs', cpu: 'tfjs' }

async function disposeBoth(trunk: PreparedTrunk, step: PreparedModel['step']): Promise<void> {
  step.dispose()
  await trunk.dispose()
}
