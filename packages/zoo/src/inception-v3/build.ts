import { input, type LayersModel, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { inceptionA, inceptionB, inceptionC, inceptionD, inceptionE, maxPool } from './blocks'
import { conv2dBn } from './conv2d-bn'
import { LayerMaker, type LayerMakerOptions } from './layer-maker'
import type { CheckedOptions } from './options'
import { sourceInputs } from './source-inputs'

/** A model, and how to free its own layers when what follows fails. */
export interface Built {
  readonly model: LayersModel
  dispose(): void
}

/** Inception V3 with initial weights. Frees what it made when it fails. */
export function buildInceptionV3(options: CheckedOptions, making: LayerMakerOptions): Built {
  const make = new LayerMaker(making)
  try {
    const image = options.inputTensor ?? input({ name: make.next('input'), shape: [...options.inputShape] })
    const outputs = head(make, trunk(make, image), options)
    const inputs = options.inputTensor ? sourceInputs(options.inputTensor) : image
    return { model: model({ name: options.name, inputs, outputs }), dispose: () => make.dispose() }
  } catch (error) {
    make.dispose()
    throw error
  }
}

/** Shapes without the batch, for an input of 299x299. */
function trunk(make: LayerMaker, image: SymbolicTensor): SymbolicTensor {
  //                                                                            299x299x3
  let x = conv2dBn(make, image, 32, [3, 3], { strides: 2, padding: 'valid' }) // 149x149x32
  x = conv2dBn(make, x, 32, [3, 3], { padding: 'valid' }) //                     147x147x32
  x = conv2dBn(make, x, 64, [3, 3]) //                                           147x147x64
  x = maxPool(make, x) //                                                        73x73x64
  x = conv2dBn(make, x, 80, [1, 1], { padding: 'valid' }) //                     73x73x80
  x = conv2dBn(make, x, 192, [3, 3], { padding: 'valid' }) //                    71x71x192
  x = maxPool(make, x) //                                                        35x35x192
  x = inceptionA(make, x, { name: 'mixed0', pool: 32 }) //                       35x35x256
  x = inceptionA(make, x, { name: 'mixed1', pool: 64 }) //                       35x35x288
  x = inceptionA(make, x, { name: 'mixed2', pool: 64 }) //                       35x35x288
  x = inceptionB(make, x, { name: 'mixed3' }) //                                 17x17x768
  x = inceptionC(make, x, { name: 'mixed4', width: 128 }) //                     17x17x768
  x = inceptionC(make, x, { name: 'mixed5', width: 160 }) //                     17x17x768
  x = inceptionC(make, x, { name: 'mixed6', width: 160 }) //                     17x17x768
  x = inceptionC(make, x, { name: 'mixed7', width: 192 }) //                     17x17x768
  x = inceptionD(make, x, { name: 'mixed8' }) //                                 8x8x1280
  x = inceptionE(make, x, { name: 'mixed9', innerName: 'mixed9_0' }) //          8x8x2048
  x = inceptionE(make, x, { name: 'mixed10', innerName: 'mixed9_1' }) //         8x8x2048
  return x
}

/** The classifier, or the pooling, or nothing: [N, 8, 8, 2048] -> [N, classes], [N, 2048] or itself. */
function head(make: LayerMaker, features: SymbolicTensor, options: CheckedOptions): SymbolicTensor {
  if (options.includeTop) {
    const pooled = make.apply(layers.globalAveragePooling2d({ name: 'avg_pool' }), features)
    return make.apply(classifier(make, options), pooled)
  }
  if (options.pooling === 'avg') {
    return make.apply(
      layers.globalAveragePooling2d({ name: make.next('global_average_pooling2d') }),
      features,
    )
  }
  if (options.pooling === 'max') {
    return make.apply(layers.globalMaxPooling2d({ name: make.next('global_max_pooling2d') }), features)
  }
  return features
}

function classifier(make: LayerMaker, { classes, classifierActivation }: CheckedOptions): layers.Layer {
  return layers.dense({
    name: 'predictions',
    units: classes,
    activation: classifierActivation ?? 'linear',
    kernelInitializer: make.kernelInitializer(),
  })
}
