import { InvalidArgumentError, type PythonRandom, statelessUniform } from '@graft-ml/core'
import { mul, type serialization, type Tensor, tensor, tidy, util } from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import { drawSeed, tensorflowSeed } from './draw-seed'
import { singleTensor } from './single-tensor'

/** Options of {@link dropout}. */
export interface DropoutConfig extends NonNullable<ConstructorParameters<typeof layers.Layer>[0]> {
  /** The fraction of the inputs to drop, 0 to 1. */
  rate: number
  /** Shape of the mask, which broadcasts against the inputs; `null` stands for the input's own size. */
  noiseShape?: (number | null)[] | null
  /** The same seed gives the same sequence of masks, Keras's, on every backend. Default: drawn, and kept in the config. */
  seed?: number | null
  /** Where a seed is drawn from that is not given: the one that Keras draws there. Default: another one each time. */
  random?: PythonRandom
}

type CallArguments = Parameters<layers.Layer['call']>[1]

/**
 * Dropout that draws a new mask at each training call, also with a seed; tfjs's own repeats one mask.
 *
 * Values that are kept are divided by `1 - rate`. Without `training` the inputs pass unchanged. The config
 * and the class name are tfjs's own.
 *
 * Source: Srivastava et al., https://jmlr.org/papers/v15/srivastava14a.html; the masks are those of Keras 3 on TensorFlow.
 */
export class Dropout extends layers.Layer {
  /** Its name in saved models. */
  static readonly className = 'Dropout'

  readonly rate: number
  readonly noiseShape: readonly (number | null)[] | null
  /** Together with `calls` where the sequence of masks stands. Set both to go on where another run stopped. */
  seed: number
  /** How many masks were drawn so far. */
  calls = 0

  constructor({ random, ...config }: DropoutConfig) {
    super(config)
    if (!(config.rate >= 0 && config.rate <= 1)) {
      throw new InvalidArgumentError({ argument: 'rate', expected: 'from 0 to 1', received: config.rate })
    }
    if (config.noiseShape) checkNoiseShape(config.noiseShape)
    this.supportsMasking = true
    this.rate = config.rate
    this.noiseShape = config.noiseShape ?? null
    this.seed = config.seed ?? drawSeed(config.rate > 0 ? random : undefined)
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallArguments): Tensor {
    const input = singleTensor(inputs)
    if (!kwargs?.training || this.rate === 0) return input
    return tidy(() => {
      const shape = this.maskShape(input.shape)
      return mul(input, tensor(this.nextMask(util.sizeFromShape(shape)), shape))
    })
  }

  /**
   * The mask of the next training call: zeros, and `1 / (1 - rate)` where a value is kept. Drawn here and not by
   * the backend, so that all agree. For engines that apply masks themselves; each call moves the sequence on.
   *
   * @param size how many values the mask has
   */
  nextMask(size: number): Float32Array {
    const mask = statelessUniform({ seed: tensorflowSeed(this.seed, this.calls), size })
    this.calls += 1
    const rate = Math.fround(this.rate)
    const kept = 1 / (1 - this.rate)
    for (let i = 0; i < size; i++) mask[i] = mask[i]! >= rate ? kept : 0
    return mask
  }

  override getConfig(): serialization.ConfigDict {
    return {
      ...super.getConfig(),
      rate: this.rate,
      noiseShape: this.noiseShape && [...this.noiseShape],
      seed: this.seed,
    }
  }

  private maskShape(inputShape: readonly number[]): number[] {
    if (this.noiseShape === null) return [...inputShape]
    const shape = this.noiseShape.map((size, axis) => size ?? inputShape[axis]!)
    if (
      shape.length !== inputShape.length ||
      shape.some((size, axis) => size !== 1 && size !== inputShape[axis])
    ) {
      throw new InvalidArgumentError({
        argument: 'noiseShape',
        expected: `of rank ${inputShape.length} with sizes of 1, null or those of the inputs, ${JSON.stringify(inputShape)}`,
        received: this.noiseShape,
      })
    }
    return shape
  }
}

function checkNoiseShape(noiseShape: unknown): void {
  const isSize = (size: unknown) => size === null || (Number.isSafeInteger(size) && (size as number) > 0)
  if (Array.isArray(noiseShape) && noiseShape.every(isSize)) return
  throw new InvalidArgumentError({
    argument: 'noiseShape',
    expected: 'a list of whole numbers above 0, null for the size of the inputs',
    received: noiseShape,
  })
}

/**
 * Makes a {@link Dropout} layer, in place of `tf.layers.dropout`.
 *
 * @example
 * const regularised = dropout({ rate: 0.2, seed: 7 }).apply(hidden)
 */
export function dropout(config: DropoutConfig): Dropout {
  return new Dropout(config)
}
