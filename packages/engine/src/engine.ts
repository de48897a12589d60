import type { LossName, OptimizerConfig } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { BackendReport } from './backend/backend-report'
import type { PreparedStep } from './step/prepare-step'
import type { PreparedTrunk } from './trunk/prepare-trunk'

/** What a model is prepared for. */
export interface TrainingSpecification {
  readonly loss: LossName
  readonly optimizer: OptimizerConfig
  /** By what the learning rate of a weight is multiplied, by its `originalName`. Default: 1. */
  readonly rateFactors?: ReadonlyMap<string, number>
  /** Whether the trunk works on the next batch while a step runs. Default true; with false a step has every thread. */
  readonly besideTrunk?: boolean
}

/** A model ready to run: the frozen beginning, and the rest with its loss and optimiser. */
export interface PreparedModel {
  readonly trunk: PreparedTrunk
  readonly step: PreparedStep
  /** Frees both; the model stays whole. */
  dispose(): Promise<void>
}

/** Where the arithmetic runs. Recipes know nothing else of backends. */
export interface Engine {
  /** `onnx`, `tensorflow`, `webgpu`, `wasm` or `cpu`, or the name of a backend that the caller had set. */
  readonly name: string
  /** The tfjs backend that models lie in. */
  readonly backend: string
  /** What was tried, in order, and why it was not taken. */
  readonly considered: readonly BackendReport[]
  /** Cuts the model where training begins and compiles both parts. Prepare again after (un)freezing. */
  prepareTraining(model: LayersModel, specification: TrainingSpecification): Promise<PreparedModel>
  /** Compiles the whole model for inference, whatever is frozen; `loss` is needed to evaluate. */
  prepareInference(model: LayersModel, options?: { loss?: LossName }): Promise<PreparedModel>
}
