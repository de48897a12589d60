import { InvalidArgumentError, oneOf, PythonRandom } from '@graft-ml/core'
import type { LoadedWeights } from '@graft-ml/keras'
import { type LayersModel, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { FetchOptions } from '../weights/fetch-options'
import { checkedInputShape, checkInputTensor, type InputShape } from './input-shape'
import { modelCard } from './model-card'

type Activation = NonNullable<Parameters<typeof layers.activation>[0]>['activation']

/** How to build Inception V3. Every property may be left out. */
export interface InceptionV3Options extends FetchOptions {
  /** End in the classifier of 1,000 classes (`avg_pool`, `predictions`). Default true. */
  includeTop?: boolean
  /**
   * - `'imagenet'` (default): the published weights, downloaded once, checked and kept in the cache;
   * - a path, a `file:` or http(s) url, or the bytes of a file of weights in the published layout;
   * - `null`: random initial weights.
   */
  weights?: 'imagenet' | (string & {}) | Uint8Array | ArrayBuffer | null
  /**
   * Height, width and channels; at least 75x75. Without the top, height and width may be `null`: any size then.
   * Default: [299, 299, 3] with the top, [null, null, 3] without.
   */
  inputShape?: InputShape
  /** Use this tensor of another model as the image instead of a new input; `inputShape` is then ignored. */
  inputTensor?: SymbolicTensor
  /** Without the top: mean ('avg') or maximum ('max') over height and width, or null for neither. Default null. */
  pooling?: 'avg' | 'max' | null
  /** Classes of the top. Default 1000. */
  classes?: number
  /** Activation of the top; null gives logits. With weights only 'softmax' or null. Default 'softmax'. */
  classifierActivation?: Activation | null
  /** Leave weights random where the file's have another shape, instead of an error. Default false. */
  skipMismatch?: boolean
  /** Called with what was loaded from the file and what was skipped. */
  onLoaded?: (loaded: LoadedWeights) => void
  /** Seed of the random initial weights: those of Keras after `set_random_seed(seed)`. Default: other ones each time. */
  seed?: number
  /** Instead of a seed: the generator that the seeds of all layers of a program are drawn from, one after the other. */
  random?: PythonRandom
  /** Name of the model. Default 'inception_v3'. */
  name?: string
}

/** Options with their defaults, checked against each other. */
export interface CheckedOptions {
  readonly includeTop: boolean
  readonly weights: NonNullable<InceptionV3Options['weights']> | null
  readonly inputShape: InputShape
  readonly inputTensor: SymbolicTensor | undefined
  readonly pooling: 'avg' | 'max' | null
  readonly classes: number
  readonly classifierActivation: Activation | null
  readonly skipMismatch: boolean
  readonly random: PythonRandom | undefined
  readonly name: LayersModel['name']
}

export function checkedOptions(options: InceptionV3Options): CheckedOptions {
  const { includeTop = true, weights = 'imagenet', classes = 1000, pooling = null } = options
  const { classifierActivation = 'softmax', skipMismatch = false, name = modelCard.name } = options
  checkWeights(weights)
  checkClasses({ classes, weights, includeTop })
  if (includeTop) checkActivation(classifierActivation, weights)
  if (pooling !== null) oneOf('pooling', pooling, ['avg', 'max'])
  const imagenet = weights === 'imagenet'
  const inputShape = checkedInputShape(options.inputShape, { imagenet, includeTop })
  const { inputTensor } = options
  if (inputTensor !== undefined) checkInputTensor(inputTensor, imagenet)
  return {
    includeTop,
    weights,
    inputShape,
    inputTensor,
    pooling,
    classes,
    classifierActivation,
    skipMismatch,
    random: randomOf(options),
    name,
  }
}

function randomOf({ seed, random }: InceptionV3Options): PythonRandom | undefined {
  if (seed === undefined) return random
  if (random === undefined) return new PythonRandom(seed)
  const expected = 'absent when `random` is given'
  throw new InvalidArgumentError({ argument: 'seed', expected, received: seed })
}

export const validWeights =
  "'imagenet', null (random initial weights), the path or url of a file of weights, or its bytes"

function checkWeights(weights: unknown): void {
  const valid =
    weights === null ||
    (typeof weights === 'string' && weights !== '') ||
    weights instanceof Uint8Array ||
    weights instanceof ArrayBuffer
  if (!valid)
    throw new InvalidArgumentError({ argument: 'weights', expected: validWeights, received: weights })
}

function checkClasses(options: { classes: number; weights: unknown; includeTop: boolean }): void {
  const { classes, weights, includeTop } = options
  if (!Number.isSafeInteger(classes) || classes < 1) {
    throw new InvalidArgumentError({
      argument: 'classes',
      expected: 'a whole number from 1',
      received: classes,
    })
  }
  if (weights === 'imagenet' && includeTop && classes !== modelCard.classes) {
    throw new InvalidArgumentError({
      argument: 'classes',
      expected: "1000 with weights 'imagenet' and includeTop true",
      received: classes,
      hint: 'For other classes take includeTop: false and put a classifier of your own on it.',
    })
  }
}

function checkActivation(activation: Activation | null, weights: unknown): void {
  if (activation === null || activation === 'softmax' || activation === 'linear') return
  const argument = 'classifierActivation'
  if (weights !== null) {
    const expected = "'softmax' or null with pretrained weights and includeTop true"
    throw new InvalidArgumentError({ argument, expected, received: activation })
  }
  try {
    layers.activation({ activation })
  } catch (cause) {
    const expected = "null or the name of an activation of tfjs: 'softmax', 'sigmoid', 'tanh', ..."
    throw new InvalidArgumentError({ argument, expected, received: activation, cause })
  }
}
