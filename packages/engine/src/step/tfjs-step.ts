import type { NdArray } from '@graft-ml/core'
import {
  createOptimizer,
  getLoss,
  type Loss,
  type LossName,
  type Optimizer,
  type OptimizerConfig,
  type UpdateRules,
} from '@graft-ml/keras'
import {
  addN,
  dispose,
  keep,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core'
import type { Graph } from '../graph/trace'
import { applyFinal, type FinalOutput } from './logits'
import { nothingToTrain, withoutLoss, withoutOptimizer } from './not-prepared'
import { randomLayers, randomStates, restoreRandomStates } from './random-layers'
import { checkSampleWeights, weightedMean } from './sample-weights'
import type { StepResult, StepState, TrainingStep, WeightSnapshot } from './training-step'
import { type Values, walk } from './walk'
import { checkSizes, copyOver, headWeights, isAllFinite } from './weights'

/** What a step is made from. Without `loss` it only predicts; without `optimizer` it does not train. */
export interface TfjsStepOptions {
  readonly head: Graph
  readonly backend: string
  readonly loss?: LossName
  readonly optimizer?: OptimizerConfig
  /** By what the learning rate of a weight is multiplied, by its `originalName`. */
  readonly rateFactors?: ReadonlyMap<string, number>
  /** Faster updates than the optimiser's own, where the backend has them. */
  readonly rules?: UpdateRules
}

/** The training step on whatever tfjs backend is active. It trains the model's own variables. */
export class TfjsStep implements TrainingStep {
  readonly name: string
  readonly trainableParameters: number
  readonly weightNames: readonly string[]
  kept: WeightSnapshot | undefined

  private readonly head: Graph
  private readonly loss: Loss | undefined
  private readonly optimizer: Optimizer | undefined
  private readonly variables: readonly Variable[]
  /** In the order of `variables`. */
  private readonly rateFactors: readonly number[]
  private readonly random: ReturnType<typeof randomLayers>
  private readonly weights: ReturnType<typeof headWeights>

  constructor({ head, backend, loss, optimizer, rateFactors, rules }: TfjsStepOptions) {
    this.name = `tfjs (${backend})`
    this.head = head
    this.loss = loss === undefined ? undefined : getLoss(loss)
    this.weights = headWeights(head)
    this.variables = this.weights.trainable.map((weight) => weight.read() as Variable)
    this.rateFactors = this.weights.trainable.map(({ originalName }) => rateFactors?.get(originalName) ?? 1)
    this.trainableParameters = this.variables.reduce((sum, variable) => sum + variable.size, 0)
    this.weightNames = this.weights.all.map((weight) => weight.originalName)
    this.random = randomLayers(head)
    if (optimizer && this.variables.length === 0) throw nothingToTrain()
    this.optimizer = optimizer && createOptimizer(optimizer, { rules })
  }

  get learningRate(): number {
    return this.optimizer?.learningRate ?? 0
  }

  set learningRate(value: number) {
    if (this.optimizer) this.optimizer.learningRate = value
  }

  async run(
    features: readonly NdArray[],
    labels: NdArray,
    sampleWeights?: Float32Array,
  ): Promise<StepResult> {
    const optimizer = this.requireOptimizer()
    checkSampleWeights(sampleWeights, labels.shape[0])
    // Live layers move their averages on the way forward: no copies, but the old values stay in memory.
    const averages = this.weights.averages.map((weight) => weight.read().clone())
    const { loss, outputs, gradients } = this.gradients(features, labels, sampleWeights)
    try {
      const result = await read(loss, outputs)
      // A step that is not finite would spoil every weight: leave them for the caller to save.
      if (Number.isFinite(result.loss)) {
        optimizer.apply(
          this.variables
            // The place of a weight is the same in every process; tfjs's names are not.
            .map((variable, place) => ({
              ...{ variable, gradient: gradients[variable.name], name: `${place}` },
              rateFactor: this.rateFactors[place],
            }))
            .filter(({ gradient }) => gradient),
        )
      } else {
        for (const [index, weight] of this.weights.averages.entries()) weight.write(averages[index])
      }
      return result
    } finally {
      dispose([loss, outputs, ...averages, ...Object.values(gradients)])
    }
  }

  async evaluate(features: readonly NdArray[], labels: NdArray): Promise<StepResult> {
    const [loss, outputs] = tidy(() => {
      const { final, total } = this.forward(features, labels, false)
      return [total, final.outputs] as const
    }) as unknown as [Scalar, Tensor]
    try {
      return await read(loss, outputs)
    } finally {
      dispose([loss, outputs])
    }
  }

  async predict(features: readonly NdArray[]): Promise<NdArray> {
    const outputs = tidy(() => this.outputs(features, false).outputs.clone())
    try {
      return await toArray(outputs)
    } finally {
      outputs.dispose()
    }
  }

  async snapshot(): Promise<WeightSnapshot> {
    // data() may hand out the backend's own memory, which the next update changes.
    return copyOver(undefined, await this.values())
  }

  async keep(): Promise<boolean> {
    const values = await this.values()
    const finite = values.every(isAllFinite)
    if (finite) this.kept = copyOver(this.kept, values)
    return finite
  }

  async restore(snapshot: WeightSnapshot): Promise<void> {
    tidy(() => {
      for (const [index, weight] of this.weights.all.entries()) {
        weight.write(tensor(snapshot[index], weight.shape as number[]))
      }
    })
  }

  async state(): Promise<StepState> {
    const optimizer = await this.requireOptimizer().state()
    return { weights: await this.snapshot(), optimizer, random: randomStates(this.random) }
  }

  async restoreState({ weights, optimizer, random }: StepState): Promise<void> {
    const own = this.requireOptimizer()
    checkSizes(weights, this.weights.all)
    restoreRandomStates(this.random, random)
    own.restore(optimizer)
    await this.restore(weights)
  }

  async sync(): Promise<void> {
    // The variables trained here are the model's own.
  }

  dispose(): void {
    this.optimizer?.dispose()
  }

  private values(): Promise<Float32Array[]> {
    return Promise.all(this.weights.all.map((weight) => weight.read().data<'float32'>()))
  }

  private requireOptimizer(): Optimizer {
    if (this.optimizer) return this.optimizer
    throw withoutOptimizer()
  }

  private gradients(features: readonly NdArray[], labels: NdArray, sampleWeights?: Float32Array) {
    let outputs: Tensor | undefined
    const { value, grads } = variableGrads(() => {
      const { final, total } = this.forward(features, labels, true, sampleWeights)
      outputs = keep(final.outputs.clone())
      return total
    }, [...this.variables])
    return { loss: value, outputs: outputs!, gradients: grads as NamedTensorMap }
  }

  private forward(
    features: readonly NdArray[],
    labels: NdArray,
    training: boolean,
    sampleWeights?: Float32Array,
  ) {
    if (!this.loss) throw withoutLoss()
    const target = tensor(labels.data, [...labels.shape])
    const final = this.outputs(features, training)
    const perSample =
      final.logits && this.loss.fromLogits
        ? this.loss.fromLogits(target, final.logits)
        : this.loss.fromOutputs(target, final.outputs)
    const penalties = this.head.calls.flatMap((call) => call.layer.calculateLosses())
    const total = addN([weightedMean(perSample, sampleWeights), ...penalties]) as Scalar
    return { final, total }
  }

  private outputs(features: readonly NdArray[], training: boolean): FinalOutput {
    const { inputs, calls, outputs } = this.head
    const values: Values = new Map(
      inputs.map((value, index) => [value.id, tensor(features[index].data, [...features[index].shape])]),
    )
    const final = calls.find((call) => call.output.id === outputs[0].id)
    if (!final) return { outputs: values.get(outputs[0].id)! }
    walk(
      calls.filter((call) => call !== final),
      values,
      { training },
    )
    return applyFinal(final, values, this.loss?.activation, training)
  }
}

async function read(loss: Tensor, outputs: Tensor): Promise<StepResult> {
  const [lossData, array] = await Promise.all([loss.data(), toArray(outputs)])
  return { loss: lossData[0], outputs: array }
}

async function toArray(value: Tensor): Promise<NdArray> {
  return { data: await value.data<'float32'>(), shape: value.shape }
}
