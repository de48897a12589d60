import { InvalidArgumentError } from '@graft-ml/core'
import { add, mul, reshape, type serialization, type Tensor, tidy } from '@tensorflow/tfjs-core'
import { InputSpec, type LayerVariable, layers } from '@tensorflow/tfjs-layers'
import {
  type BatchNormalizationConfig,
  type BatchNormalizationParts,
  configOf,
  partsOf,
} from './batch-normalization-parts'
import { normalizeByBatch, normalizeByMoving } from './batch-statistics'
import type { Initializer } from './deserialize'
import { singleTensor } from './single-tensor'

type Shape = (number | null)[]
type CallArguments = Parameters<layers.Layer['call']>[1]

/**
 * Batch normalization as Keras does it.
 *
 * Batch statistics are used, and the moving averages moved, only if `training` and the layer is trainable;
 * otherwise the layer is a fixed scale and offset. The moving variance averages the biased variances of the
 * batches. Masks are passed on and otherwise not looked at. It trains with `scale: false` and `center: false`, which tfjs's own layer does not
 * (tensorflow/tfjs#2868).
 *
 * Outputs have the shape of the inputs. Weights, in this order and each of shape [channels]: `gamma` if
 * `scale`, `beta` if `center`, `moving_mean`, `moving_variance`. The config and the class name are tfjs's
 * own, so that plain tfjs loads a model saved with this layer.
 *
 * Source: Ioffe and Szegedy, https://arxiv.org/abs/1502.03167, as in Keras 3.
 */
export class BatchNormalization extends layers.Layer {
  /** Its name in saved models. */
  static readonly className = 'BatchNormalization'

  readonly axis: number
  /** May be changed between steps: 0 makes a moving average that of the last batch. */
  momentum: number
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
  /** Undefined without `scale`, and before the layer is built. */
  gamma: LayerVariable | undefined
  /** Undefined without `center`, and before the layer is built. */
  beta: LayerVariable | undefined
  /** Undefined before the layer is built. */
  movingMean!: LayerVariable
  /** Undefined before the layer is built. */
  movingVariance!: LayerVariable

  private readonly parts: BatchNormalizationParts

  constructor(config: BatchNormalizationConfig = {}) {
    super(config)
    checkConfig(config)
    this.supportsMasking = true
    this.axis = config.axis ?? -1
    this.momentum = config.momentum ?? 0.99
    this.epsilon = config.epsilon ?? 1e-3
    this.center = config.center ?? true
    this.scale = config.scale ?? true
    this.parts = partsOf(config)
  }

  override build(inputShape: (number | null)[] | (number | null)[][]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape
    const channels = shape.at(this.axis)
    if (typeof channels !== 'number') {
      throw new InvalidArgumentError({
        argument: `inputs of BatchNormalization '${this.name}'`,
        expected: `of a shape whose axis ${this.axis} has a known size`,
        received: shape,
      })
    }
    this.inputSpec = [
      new InputSpec({ ndim: shape.length, axes: { [positiveAxis(this.axis, shape.length)]: channels } }),
    ]
    const { initializers, regularizers, constraints } = this.parts
    const trained = (name: 'beta' | 'gamma') => {
      const [regularizer, constraint] = [regularizers[name] ?? undefined, constraints[name] ?? undefined]
      return this.addWeight(name, [channels], 'float32', initializers[name], regularizer, true, constraint)
    }
    const moving = (name: string, initializer: Initializer) =>
      this.addWeight(name, [channels], 'float32', initializer, undefined, false)
    if (this.scale) this.gamma = trained('gamma')
    if (this.center) this.beta = trained('beta')
    this.movingMean = moving('moving_mean', initializers.movingMean)
    this.movingVariance = moving('moving_variance', initializers.movingVariance)
    this.built = true
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallArguments): Tensor {
    return tidy(() => {
      const input = singleTensor(inputs)
      return kwargs?.training && this.trainable ? this.callTraining(input) : this.callInference(input)
    })
  }

  override getConfig(): serialization.ConfigDict {
    return {
      ...super.getConfig(),
      axis: this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      ...configOf(this.parts),
    }
  }

  private callTraining(input: Tensor): Tensor {
    const channelAxis = positiveAxis(this.axis, input.rank)
    const axes = Array.from(input.shape, (_, axis) => axis).filter((axis) => axis !== channelAxis)
    const batch = normalizeByBatch(input, axes, this.epsilon, {
      gamma: this.broadcast(this.gamma, input.rank),
      beta: this.broadcast(this.beta, input.rank),
    })
    this.move(this.movingMean, batch.mean)
    this.move(this.movingVariance, batch.variance)
    return batch.outputs
  }

  private callInference(input: Tensor): Tensor {
    const [mean, variance, gamma, beta] = [this.movingMean, this.movingVariance, this.gamma, this.beta].map(
      (weight) => this.broadcast(weight, input.rank),
    )
    return normalizeByMoving(input, mean!, variance!, this.epsilon, { gamma, beta })
  }

  private move(average: LayerVariable, value: Tensor): void {
    const moved = add(
      mul(average.read(), this.momentum),
      mul(reshape(value, average.shape as number[]), 1 - this.momentum),
    )
    average.write(moved)
  }

  /** A weight of shape [channels] in a shape that broadcasts against inputs of this rank. */
  private broadcast(weight: LayerVariable | undefined, rank: number): Tensor | undefined {
    if (weight === undefined) return undefined
    const value = weight.read()
    const channelAxis = positiveAxis(this.axis, rank)
    if (channelAxis === rank - 1) return value
    return reshape(
      value,
      Array.from({ length: rank }, (_, axis) => (axis === channelAxis ? value.size : 1)),
    )
  }
}

function checkConfig(config: BatchNormalizationConfig & { readonly renorm?: unknown }): void {
  const { momentum = 0.99, renorm } = config
  if (!(momentum >= 0 && momentum <= 1)) {
    throw new InvalidArgumentError({ argument: 'momentum', expected: 'from 0 to 1', received: momentum })
  }
  // Keras's batch renormalization: left out without a word, the layer would compute something else.
  if (renorm) throw new InvalidArgumentError({ argument: 'renorm', expected: 'false', received: renorm })
}

function positiveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}

/**
 * Makes a {@link BatchNormalization} layer, in place of `tf.layers.batchNormalization`.
 *
 * @example
 * const normalized = batchNormalization({ scale: false }).apply(convolved)
 */
export function batchNormalization(config: BatchNormalizationConfig = {}): BatchNormalization {
  return new BatchNormalization(config)
}
