import type { NdArray } from '@graft-ml/core'
import type { OptimizerState } from '@graft-ml/keras'
import type { RandomLayerState } from './random-layers'

/** What one batch gave. */
export interface StepResult {
  /** Mean over the batch, with regularisation. */
  readonly loss: number
  /** The model's outputs: [N, units]. In training these are from before the update, as Keras reports them. */
  readonly outputs: NdArray
}

/** Copies of the weights that a step trains, in the order of `TrainingStep.weightNames`. */
export type WeightSnapshot = readonly Float32Array[]

/** Everything that the next step depends on, besides the batch. Plain data. */
export interface StepState {
  readonly weights: WeightSnapshot
  /** Its slots have names by the place of their weight, so that they fit the same model in another process. */
  readonly optimizer: OptimizerState
  /** Of the layers that draw random numbers, in the order of the layers. */
  readonly random: readonly RandomLayerState[]
}

/**
 * The trainable part of a model with its loss and optimiser: forward, backward, update.
 *
 * Engines keep the weights where they run fastest; `sync` brings them back into the model.
 */
export interface TrainingStep {
  /** What runs it, for people: `tfjs (wasm)`. */
  readonly name: string
  /** Numbers of trainable parameters. */
  readonly trainableParameters: number
  readonly weightNames: readonly string[]
  /** May be changed between steps. */
  learningRate: number
  /**
   * One step. Where the loss is not finite the weights stay as they were.
   *
   * @param features what the trunk gave, one array a place
   * @param labels [N, units]
   * @param sampleWeights [N] by which the samples' losses are multiplied before their mean is taken; default: ones
   * @throws InvalidArgumentError for another number of weights than of samples
   */
  run(features: readonly NdArray[], labels: NdArray, sampleWeights?: Float32Array): Promise<StepResult>
  /** Loss and outputs in inference: nothing moves. */
  evaluate(features: readonly NdArray[], labels: NdArray): Promise<StepResult>
  /** Outputs in inference. */
  predict(features: readonly NdArray[]): Promise<NdArray>
  /** Copies of all weights of the trainable part, moving averages too. */
  snapshot(): Promise<WeightSnapshot>
  /**
   * Keeps the weights as they stand in place of those kept before, if they are all finite. It takes no more memory
   * each time, as snapshots would.
   *
   * @returns whether they are finite
   */
  keep(): Promise<boolean>
  /** The weights that were kept last, to be restored; undefined before. The next `keep` may write over them. */
  readonly kept: WeightSnapshot | undefined
  /** Writes weights back that `snapshot` or `keep` copied. */
  restore(snapshot: WeightSnapshot): Promise<void>
  /**
   * Copies of the weights, of what the optimiser remembers, and of where the random layers stand.
   *
   * @throws EngineError `NOT_PREPARED` without an optimizer
   */
  state(): Promise<StepState>
  /**
   * Goes on from a state of the same model and optimiser: the next step is the one that followed there.
   *
   * @throws EngineError `NOT_PREPARED`, OptimizerStateError, InvalidArgumentError where the state is of another model
   */
  restoreState(state: StepState): Promise<void>
  /** Writes the trained weights into the model's own variables. */
  sync(): Promise<void>
  /** Frees the optimiser's slots and whatever the engine compiled; the model stays whole. */
  dispose(): void
}
