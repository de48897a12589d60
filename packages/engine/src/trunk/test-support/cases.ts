import { batchNormalization, dropout } from '@graft-ml/keras'
import { type LayersModel, layers, type SymbolicTensor, sequential } from '@tensorflow/tfjs-layers'
import { PLAIN_ACTIVATIONS } from '../../plan/activation'
import { apply, applyAll, type Body, buildModel, chain, unit } from './models'

/** Models that plans can hold, by what they are about. */
export const SUPPORTED: Readonly<Record<string, () => LayersModel>> = {
  'convolution with bias and activation': () =>
    buildModel([9, 8, 3], chain(layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu6' }))),
  'dilated convolutions': () =>
    buildModel([11, 10, 2], (x) => [
      apply(layers.conv2d({ filters: 3, kernelSize: 3, dilationRate: 2, padding: 'same' }), x),
      apply(layers.conv2d({ filters: 3, kernelSize: [2, 3], dilationRate: [3, 2], padding: 'valid' }), x),
    ]),
  'normalization folded into a convolution with bias': () =>
    buildModel(
      [6, 6, 3],
      chain(layers.conv2d({ filters: 4, kernelSize: 3 }), layers.batchNormalization(), layers.reLU()),
    ),
  "Keras's own layers": () =>
    buildModel(
      [6, 6, 3],
      chain(
        layers.conv2d({ filters: 4, kernelSize: 3, useBias: false }),
        batchNormalization({ scale: false }),
        layers.reLU(),
        dropout({ rate: 0.5 }),
        batchNormalization(),
      ),
    ),
  'normalization without centre': () =>
    buildModel(
      [6, 6, 3],
      chain(layers.conv2d({ filters: 4, kernelSize: 3 }), layers.batchNormalization({ center: false })),
    ),
  'normalization after a convolution that is read twice': () =>
    buildModel([6, 6, 3], (x) => {
      const convolved = apply(layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' }), x)
      const normalized = apply(layers.batchNormalization(), convolved)
      return apply(layers.add(), [convolved, apply(layers.reLU(), normalized)])
    }),
  'normalization after a convolution that is an output': () =>
    buildModel([5, 5, 2], (x) => {
      const convolved = apply(layers.conv2d({ filters: 3, kernelSize: 2 }), x)
      return [convolved, apply(layers.batchNormalization(), convolved)]
    }),
  'normalization after an activation': () =>
    buildModel(
      [5, 5, 2],
      chain(layers.conv2d({ filters: 3, kernelSize: 2, activation: 'relu' }), layers.batchNormalization()),
    ),
  'normalization of the images': () =>
    buildModel([4, 5, 3], chain(layers.batchNormalization(), layers.reLU({ maxValue: 0.5 }))),
  'normalization of features': () =>
    buildModel(
      [7],
      chain(
        layers.batchNormalization(),
        layers.dense({ units: 5 }),
        layers.batchNormalization({ scale: false }),
        layers.leakyReLU({ alpha: 0.1 }),
      ),
    ),
  'max pooling': () => buildModel([9, 8, 2], pools(layers.maxPooling2d)),
  'average pooling': () => buildModel([9, 8, 2], pools(layers.averagePooling2d)),
  'global pooling': () =>
    buildModel([5, 4, 3], (x) => [
      apply(layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }), x),
      apply(layers.globalMaxPooling2d({ dataFormat: 'channelsLast' }), x),
    ]),
  'an Inception block': () => buildModel([9, 9, 4], inceptionBlock),
  'concatenation of rows, of columns and of features': () =>
    buildModel([4, 4, 3], (x) => [
      apply(layers.concatenate({ axis: 1 }), [x, unit(x, 3, 3)]),
      apply(layers.concatenate({ axis: 2 }), [x, unit(x, 3, 3), x]),
      apply(layers.concatenate(), [apply(layers.flatten(), x), apply(layers.flatten(), unit(x, 2, 1))]),
    ]),
  'merges of two and three': () =>
    buildModel([4, 4, 3], (x) => {
      const [a, b] = [unit(x, 3, 3), unit(x, 3, 1)]
      const merges = [layers.add(), layers.multiply(), layers.average(), layers.maximum(), layers.minimum()]
      return merges.map((merge, index) => apply(merge, index % 2 === 0 ? [a, b, x] : [a, x]))
    }),
  'squeeze and excitation': () => buildModel([6, 6, 4], squeezeAndExcitation),
  'a residual block with padding': () =>
    buildModel([7, 7, 3], (x) => {
      const padding = layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 3],
        ],
      })
      const padded = apply(padding, x)
      const inner = unit(padded, 4, 3, { strides: 2 })
      const shortcut = apply(layers.conv2d({ filters: 4, kernelSize: 1, strides: 2 }), padded)
      return apply(layers.reLU(), apply(layers.add(), [inner, shortcut]))
    }),
  'depthwise and separable convolutions': () =>
    buildModel([8, 7, 3], (x) => [
      applyAll(
        x,
        layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', useBias: false }),
        layers.batchNormalization(),
        layers.reLU({ maxValue: 6 }),
      ),
      applyAll(x, layers.depthwiseConv2d({ kernelSize: [2, 3], strides: 2, activation: 'tanh' })),
      applyAll(
        x,
        layers.separableConv2d({
          filters: 5,
          kernelSize: 3,
          strides: 2,
          padding: 'same',
          depthMultiplier: 2,
        }),
        layers.batchNormalization(),
        layers.activation({ activation: 'swish' }),
      ),
    ]),
  'flatten and dense': () =>
    buildModel(
      [4, 3, 2],
      chain(
        layers.conv2d({ filters: 3, kernelSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 6, activation: 'sigmoid' }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 3, activation: 'softmax', useBias: false }),
      ),
    ),
  'dense over the channels of images': () =>
    buildModel(
      [4, 3, 2],
      chain(
        layers.conv2d({ filters: 3, kernelSize: 2 }),
        layers.dense({ units: 4 }),
        layers.softmax({ axis: -1 }),
      ),
    ),
  'softmax over the channels': () =>
    buildModel([4, 3, 2], chain(layers.conv2d({ filters: 5, kernelSize: 2 }), layers.softmax({ axis: 3 }))),
  reshapes: () =>
    buildModel(
      [4, 6, 2],
      chain(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.reshape({ targetShape: [-1, 6] }),
        layers.dense({ units: 6, activation: 'relu' }),
        layers.reshape({ targetShape: [2, 8, 6] }),
        layers.conv2d({ filters: 2, kernelSize: 2 }),
      ),
    ),
  'every activation': () =>
    buildModel([3, 3, 2], (x) => {
      const convolved = apply(layers.conv2d({ filters: 4, kernelSize: 2 }), x)
      const plain = PLAIN_ACTIVATIONS.map((activation) => layers.activation({ activation }))
      const others = [
        layers.reLU({ maxValue: 0.3 }),
        layers.leakyReLU({ alpha: 0.2 }),
        layers.elu(),
        layers.reLU(),
      ]
      return [...plain, ...others].map((layer) => apply(layer, convolved))
    }),
  'every activation inside a convolution': () =>
    buildModel([3, 3, 2], (x) =>
      PLAIN_ACTIVATIONS.map((activation) =>
        apply(layers.conv2d({ filters: 3, kernelSize: 2, activation }), x),
      ),
    ),
  'a layer used twice': () =>
    buildModel([5, 5, 3], (x) => {
      const shared = layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' })
      return apply(layers.batchNormalization(), apply(shared, apply(shared, x)))
    }),
  'a model inside a model': () =>
    buildModel([6, 6, 3], (x) => {
      const inner = buildModel([6, 6, 3], (y) => unit(y, 4, 3), 3)
      return apply(layers.maxPooling2d({ poolSize: 2 }), apply(inner, x))
    }),
  'a sequence inside a sequence': () => {
    const inner = sequential({
      layers: [
        layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 3] }),
        layers.batchNormalization(),
      ],
    })
    return buildModel([6, 6, 3], chain(inner, layers.flatten(), layers.dense({ units: 2 })))
  },
  'images of any size': () =>
    buildModel([null, null, 3], (x) => {
      const stem = unit(unit(x, 4, 3, { strides: 2 }), 4, 2, { strides: 2 })
      const pooled = apply(layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }), stem)
      const other = apply(layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }), stem)
      return [apply(layers.concatenate(), [pooled, other]), apply(layers.globalMaxPooling2d({}), stem)]
    }),
  'images as features beside others': () => buildModel([5, 5, 3], (x) => [unit(x, 2, 3), x]),
}

type PoolLayer = typeof layers.maxPooling2d | typeof layers.averagePooling2d

function pools(pool: PoolLayer): Body {
  return (x) => [
    apply(pool({ poolSize: 2 }), x),
    apply(pool({ poolSize: 3, strides: 1, padding: 'same' }), x),
    apply(pool({ poolSize: 3, strides: 2, padding: 'same' }), x),
    apply(pool({ poolSize: [2, 4], strides: [3, 1], padding: 'same' }), x),
    apply(pool({ poolSize: [3, 2], strides: 2, padding: 'valid' }), x),
  ]
}

function inceptionBlock(x: SymbolicTensor): SymbolicTensor {
  const narrow = unit(x, 3, 1)
  const wide = unit(unit(x, 2, 1), 4, [1, 5])
  const deep = unit(unit(unit(x, 2, 1), 3, [5, 1]), 3, 3)
  const pooled = apply(layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }), x)
  return apply(layers.concatenate({ axis: 3 }), [narrow, wide, deep, unit(pooled, 2, 1)])
}

function squeezeAndExcitation(x: SymbolicTensor): SymbolicTensor {
  const features = unit(x, 6, 3)
  const weights = applyAll(
    features,
    layers.globalAveragePooling2d({}),
    layers.reshape({ targetShape: [1, 1, 6] }),
    layers.conv2d({ filters: 2, kernelSize: 1, activation: 'relu' }),
    layers.dense({ units: 6, activation: 'hardSigmoid' }),
  )
  return apply(layers.multiply(), [features, weights])
}
