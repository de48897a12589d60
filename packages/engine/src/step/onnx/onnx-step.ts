import type { NdArray } from '@graft-ml/core'
import { getLoss, type Loss, type LossName, type OptimizerConfig } from '@graft-ml/keras'
import { tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import type { Graph } from '../../graph/trace'
import { disposedStep, nothingToTrain, withoutLoss, withoutOptimizer } from '../not-prepared'
import { randomLayers, randomStates, restoreRandomStates } from '../random-layers'
import { checkSampleWeights, weightedMean } from '../sample-weights'
import type { StepResult, StepState, TrainingStep, WeightSnapshot } from '../training-step'
import { checkSizes, type HeadWeights, headWeights } from '../weights'
import { collectGarbage } from './collect-garbage'
import { compileInference, compileTraining, LOGITS, type NotCompiled, OUTPUTS } from './compile-step'
import { HeadSession, type NamedArrays } from './head-session'
import { KeptWeights } from './kept-weights'
import { StepMemory } from './step-memory'
import { StepOptimizer, updateOf } from './step-optimizer'
import { StepWeights, sizeOf } from './step-weights'
import { TrainingRun } from './training-run'

export interface OnnxStepOptions {
  readonly head: Graph
  readonly loss?: LossName
  readonly optimizer?: OptimizerConfig
  /** By what the learning rate of a weight is multiplied, by its `originalName`. */
  readonly rateFactors?: ReadonlyMap<string, number>
  readonly threads: StepThreads
}

/** Threads that share one operation. */
export interface StepThreads {
  readonly training: number
  readonly inference: number
}

interface Parts {
  readonly options: OnnxStepOptions
  readonly weights: StepWeights
  readonly kept: KeptWeights
  readonly headWeights: HeadWeights
  readonly inference: HeadSession
  readonly training?: TrainingRun
}

/**
 * The training step compiled into two ONNX graphs, forward in inference and forward with the way back, and into
 * WebAssembly that updates the weights where they lie.
 *
 * @returns the step, or every reason why this head or optimiser cannot be compiled
 * @throws EngineError `NOTHING_TO_TRAIN`; `TRUNK_UNAVAILABLE` where onnxruntime-node does not load
 */
export async function createOnnxStep(options: OnnxStepOptions): Promise<OnnxStep | NotCompiled> {
  const { head, loss, optimizer, rateFactors, threads } = options
  const own = headWeights(head)
  if (optimizer && own.trainable.length === 0) throw nothingToTrain()
  const inference = compileInference(head)
  if ('reasons' in inference) return inference
  const training = optimizer && loss ? compileTraining(head, loss) : undefined
  if (training && 'reasons' in training) return training
  const update = optimizer && updateOf(optimizer)
  if (optimizer && !update)
    return { reasons: [`The optimizer '${optimizer.kind}' with these options is not fused.`] }

  const { memory, weights, kept } = await loadWeights(own, training !== undefined)
  const parts = { options, weights, kept, headWeights: own }
  const inferenceSession = await HeadSession.open(inference, threads.inference)
  if (!training || !optimizer || !update || !loss) {
    return new OnnxStep({ ...parts, inference: inferenceSession })
  }
  const updates = new StepOptimizer(optimizer, update, memory, weights, own.trainable, rateFactors)
  const session = await HeadSession.open(training, threads.training)
  return new OnnxStep({
    ...parts,
    inference: inferenceSession,
    training: new TrainingRun({ session, memory, weights, updates, loss }),
  })
}

/** From how many weights on garbage is worth collecting: 16 MB. */
const LARGE = 2 ** 22

/**
 * The weights in memory of the step's own. Where they are large, the memory of a step before this one is collected first,
 * and then, where the step trains, the arrays that the model lay in until now.
 */
async function loadWeights({ all }: HeadWeights, trains: boolean) {
  const isLarge = all.reduce((size, weight) => size + sizeOf(weight), 0) >= LARGE
  if (isLarge) await collectGarbage()
  const memory = new StepMemory()
  const weights = new StepWeights(memory, all)
  await weights.load()
  const kept = new KeptWeights(all, weights)
  if (trains) kept.keep()
  if (trains && isLarge) await collectGarbage()
  return { memory, weights, kept }
}

/** Made by {@link createOnnxStep}. The model's own variables keep their old values until `keep` or `sync`. */
export class OnnxStep implements TrainingStep {
  readonly name = 'onnxruntime-node'
  readonly trainableParameters: number
  readonly weightNames: readonly string[]
  private readonly loss: Loss | undefined
  private readonly random: ReturnType<typeof randomLayers>
  /** Undefined once it has been disposed: whoever still holds the step holds nothing of what it worked with. */
  private live: Parts | undefined

  constructor(parts: Parts) {
    const { options, headWeights } = parts
    this.live = parts
    this.trainableParameters = headWeights.trainable.reduce(
      (sum, weight) => sum + parts.weights.area(weight).size,
      0,
    )
    this.weightNames = headWeights.all.map((weight) => weight.originalName)
    this.loss = options.loss && getLoss(options.loss)
    this.random = randomLayers(options.head)
  }

  get learningRate(): number {
    return this.parts.training?.updates.learningRate ?? 0
  }

  set learningRate(value: number) {
    if (this.parts.training) this.parts.training.updates.learningRate = value
  }

  async run(
    features: readonly NdArray[],
    labels: NdArray,
    sampleWeights?: Float32Array,
  ): Promise<StepResult> {
    const training = this.requireTraining()
    this.checkLabels(features, labels)
    checkSampleWeights(sampleWeights, labels.shape[0])
    const results = await training.forwardAndBack(this.named(features), labels, sampleWeights)
    const result = await this.resultOf(results, labels, sampleWeights)
    // A step that is not finite would spoil every weight: leave them for the caller to save.
    if (Number.isFinite(result.loss)) {
      training.update(results)
      this.parts.kept.outdate()
    }
    return result
  }

  async evaluate(features: readonly NdArray[], labels: NdArray): Promise<StepResult> {
    this.checkLabels(features, labels)
    return this.resultOf(await this.infer(features), labels)
  }

  async predict(features: readonly NdArray[]): Promise<NdArray> {
    return (await this.infer(features))[OUTPUTS]
  }

  async snapshot(): Promise<WeightSnapshot> {
    return this.parts.weights.snapshot()
  }

  async keep(): Promise<boolean> {
    return this.parts.kept.keep()
  }

  get kept(): WeightSnapshot | undefined {
    return this.parts.kept.arrays
  }

  async restore(snapshot: WeightSnapshot): Promise<void> {
    const { weights, kept } = this.parts
    weights.restore(snapshot)
    kept.outdate()
  }

  async state(): Promise<StepState> {
    const { updates } = this.requireTraining()
    return { weights: await this.snapshot(), optimizer: updates.state(), random: randomStates(this.random) }
  }

  async restoreState({ weights, optimizer, random }: StepState): Promise<void> {
    const { updates } = this.requireTraining()
    checkSizes(weights, this.parts.headWeights.all)
    updates.restore(optimizer)
    restoreRandomStates(this.random, random)
    await this.restore(weights)
  }

  async sync(): Promise<void> {
    this.parts.kept.sync()
  }

  dispose(): void {
    if (!this.live) return
    const { inference, training } = this.live
    this.live = undefined
    // Nothing waits for sessions to go, and they report nothing.
    void Promise.all([inference.release(), training?.session.release()])
  }

  private get parts(): Parts {
    if (this.live) return this.live
    throw disposedStep(this.name)
  }

  private infer(features: readonly NdArray[]): Promise<NamedArrays> {
    const { inference, weights } = this.parts
    return inference.run({ ...this.named(features), ...weights.feeds(inference.head.weights) })
  }

  private named(features: readonly NdArray[]): NamedArrays {
    return Object.fromEntries(
      features.map((array, place) => [this.parts.inference.head.features[place], array]),
    )
  }

  private requireTraining(): TrainingRun {
    if (this.parts.training) return this.parts.training
    throw withoutOptimizer()
  }

  private requireLoss(): Loss {
    if (this.loss) return this.loss
    throw withoutLoss()
  }

  /** Labels that do not go with the outputs are refused before anything runs. */
  private checkLabels([{ shape }]: readonly NdArray[], labels: NdArray): void {
    const { units } = this.parts.inference.head
    tidy(() => {
      this.requireLoss().fromOutputs(asTensor(labels), zeros([shape[0], units]))
    })
  }

  private async resultOf(
    results: NamedArrays,
    labels: NdArray,
    sampleWeights?: Float32Array,
  ): Promise<StepResult> {
    const { fromLogits, fromOutputs, activation } = this.requireLoss()
    const { head } = this.parts.inference
    const loss = tidy(() => {
      const perSample =
        fromLogits && head.logitsOf === activation
          ? fromLogits(asTensor(labels), asTensor(results[LOGITS]))
          : fromOutputs(asTensor(labels), asTensor(results[OUTPUTS]))
      return weightedMean(perSample, sampleWeights)
    })
    try {
      // Not dataSync(): models may lie on a GPU, which cannot.
      const [value] = await loss.data()
      return { loss: value, outputs: results[OUTPUTS] }
    } finally {
      loss.dispose()
    }
  }
}

function asTensor({ data, shape }: NdArray) {
  return tensor(data, [...shape])
}
