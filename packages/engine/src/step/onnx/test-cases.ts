import {
  adam,
  batchNormalization,
  dense,
  dropout,
  type LossName,
  type OptimizerConfig,
  rmsprop,
  sgd,
} from '@graft-ml/keras'
import { type LayersModel, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { apply, applyAll, buildModel, chain } from '../../trunk/test-support/models'

/** A head to be trained. */
export interface Case {
  readonly build: () => LayersModel
  readonly loss?: LossName
  readonly optimizer?: OptimizerConfig
  /** Of the outputs; labels are made to go with them. */
  readonly units?: number
  /** Of the five samples of each batch. */
  readonly sampleWeights?: readonly number[]
  /** Of the trainable weights, in their order. */
  readonly rateFactors?: readonly number[]
}

const image = (body: (x: SymbolicTensor) => SymbolicTensor, shape: number[] = [7, 6, 3]): LayersModel =>
  buildModel(shape, (x) => {
    const pooled = apply(layers.flatten({}), body(x))
    return apply(dense({ units: 1, activation: 'sigmoid', seed: 3 }), pooled)
  })
export const rows = (...steps: layers.Layer[]): LayersModel => buildModel([5], chain(...steps))
export const sigmoid = () => dense({ units: 1, activation: 'sigmoid', seed: 2 })
export const through = (...steps: layers.Layer[]) => image((x) => applyAll(x, ...steps))

export const CASES: Record<string, Case> = {
  'one unit': { build: () => rows(sigmoid()) },
  'samples that count differently': {
    build: () => rows(dense({ units: 6, activation: 'relu', seed: 1 }), sigmoid()),
    sampleWeights: [0, 0.5, 1, 2, 3],
  },
  'samples of classes by number that count differently': {
    build: () => rows(dense({ units: 3, activation: 'softmax', seed: 1 })),
    ...{ loss: 'sparseCategoricalCrossentropy', units: 3 },
    sampleWeights: [3, 0.5, 0, 2, 1],
  },
  'layers that learn at rates of their own': {
    build: () => rows(dense({ units: 6, activation: 'relu', seed: 1 }), sigmoid()),
    optimizer: adam({ learningRate: 0.05 }),
    rateFactors: [0, 0.1, 1, 2],
  },
  'a hidden layer with dropout': {
    build: () =>
      rows(dense({ units: 6, activation: 'relu', seed: 1 }), dropout({ rate: 0.4, seed: 5 }), sigmoid()),
  },
  'tanh and clipped relu': {
    build: () =>
      rows(
        dense({ units: 6, activation: 'tanh' }),
        dense({ units: 5 }),
        layers.reLU({ maxValue: 0.3 }),
        sigmoid(),
      ),
  },
  'an activation at the end': {
    build: () => rows(dense({ units: 1 }), layers.activation({ activation: 'sigmoid' })),
  },
  'several sigmoids': { build: () => rows(dense({ units: 3, activation: 'sigmoid' })), units: 3 },
  'a softmax': {
    build: () => rows(dense({ units: 4, activation: 'softmax' })),
    loss: 'categoricalCrossentropy',
    units: 4,
  },
  'classes by number': {
    build: () => rows(dense({ units: 4, activation: 'softmax' })),
    loss: 'sparseCategoricalCrossentropy',
    units: 4,
  },
  'a softmax inside': {
    build: () => rows(dense({ units: 4, activation: 'softmax' }), sigmoid()),
  },
  'mean squared error': {
    build: () => rows(dense({ units: 2, activation: 'sigmoid' })),
    loss: 'meanSquaredError',
    units: 2,
  },
  'a kernel whose gradient stays in factors': {
    build: () =>
      buildModel(
        [1030],
        chain(
          dense({ units: 1030, activation: 'relu', seed: 4 }),
          dropout({ rate: 0.2, seed: 1 }),
          sigmoid(),
        ),
      ),
    optimizer: rmsprop({ learningRate: 1e-3 }),
  },
  'a pointwise convolution': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' })),
  },
  'a convolution, padded': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: [1, 3], padding: 'same' })),
  },
  'two convolutions': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
        layers.conv2d({ filters: 3, kernelSize: [3, 2], strides: 2, padding: 'same' }),
      ),
  },
  'convolutions that move by one pixel': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.conv2d({ filters: 3, kernelSize: [1, 4], padding: 'same', activation: 'relu' }),
        layers.conv2d({ filters: 5, kernelSize: [2, 3] }),
      ),
  },
  'strides without padding': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 3 }),
        layers.conv2d({ filters: 3, kernelSize: 2, strides: [2, 1] }),
      ),
  },
  'average pooling, padded': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
      ),
  },
  'max pooling': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.maxPooling2d({ poolSize: 3, strides: 2 }),
        layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      ),
  },
  'global average pooling': {
    build: () =>
      buildModel(
        [6, 5, 3],
        chain(layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalAveragePooling2d({}), sigmoid()),
      ),
  },
  'live BatchNormalization': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: 3 }), batchNormalization({ momentum: 0.8 })),
  },
  'BatchNormalization without scale': {
    build: () => through(layers.conv2d({ filters: 5, kernelSize: 3 }), batchNormalization({ scale: false })),
  },
  'frozen BatchNormalization above a live layer': {
    build: () =>
      through(layers.conv2d({ filters: 4, kernelSize: 3 }), batchNormalization({ trainable: false })),
  },
  'BatchNormalization of rows': { build: () => rows(dense({ units: 4 }), batchNormalization(), sigmoid()) },
  branches: {
    build: () =>
      image((x) => {
        const stem = apply(layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' }), x)
        const normalized = applyAll(
          stem,
          layers.conv2d({ filters: 3, kernelSize: 1 }),
          batchNormalization({ scale: false }),
        )
        const branches = [
          normalized,
          applyAll(stem, layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' })),
          stem,
        ]
        return apply(layers.concatenate(), branches)
      }),
  },
  'a shortcut': {
    build: () =>
      image((x) => {
        const stem = apply(layers.conv2d({ filters: 3, kernelSize: 1 }), x)
        return apply(layers.add(), [
          stem,
          apply(layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' }), stem),
        ])
      }),
  },
  adam: { build: () => rows(dense({ units: 3 }), sigmoid()), optimizer: adam({ learningRate: 0.01 }) },
  rmsprop: { build: () => rows(dense({ units: 3 }), sigmoid()), optimizer: rmsprop({ learningRate: 0.01 }) },
  'sgd without momentum': {
    build: () => rows(dense({ units: 3 }), sigmoid()),
    optimizer: sgd({ learningRate: 0.1 }),
  },
}
