import { RandomState } from '@graft-ml/core'
import * as tf from '@tensorflow/tfjs-core'
import { input, type LayersModel, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers'

/** From one symbolic tensor to one or more. */
export type Body = (images: SymbolicTensor) => SymbolicTensor | SymbolicTensor[]

/** A model with random weights; running variances are positive. */
export function buildModel(shape: (number | null)[], body: Body, seed = 1): LayersModel {
  const images = input({ shape })
  const built = model({ inputs: images, outputs: body(images) })
  randomizeWeights(built, seed)
  return built
}

function randomizeWeights(built: LayersModel, seed: number): void {
  const random = new RandomState(seed)
  tf.tidy(() => {
    built.setWeights(
      built.weights.map((weight) => {
        const shape = weight.shape as number[]
        const [low, high] = weight.name.includes('variance') ? [0.5, 1.5] : [-0.5, 0.5]
        return tf.tensor(uniform(random, tf.util.sizeFromShape(shape), low, high), shape)
      }),
    )
  })
}

export function uniform(random: RandomState, length: number, low: number, high: number): Float32Array {
  return Float32Array.from({ length }, () => low + (high - low) * random.random())
}

/** The layer applied to one tensor. */
export function apply(layer: layers.Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return layer.apply(x) as SymbolicTensor
}

/** Layers one after the other. */
export function chain(...steps: layers.Layer[]): Body {
  return (images) => applyAll(images, ...steps)
}

/** Layers one after the other, applied to one tensor. */
export function applyAll(x: SymbolicTensor, ...steps: layers.Layer[]): SymbolicTensor {
  return steps.reduce((before, layer) => apply(layer, before), x)
}

/** Convolution, BatchNormalization, relu: Inception's unit. */
export function unit(
  x: SymbolicTensor,
  filters: number,
  kernelSize: number | [number, number],
  options: { strides?: number; padding?: 'same' | 'valid' } = {},
): SymbolicTensor {
  const { strides = 1, padding = 'same' } = options
  const convolved = apply(layers.conv2d({ filters, kernelSize, strides, padding, useBias: false }), x)
  const normalized = apply(layers.batchNormalization({ scale: false, epsilon: 1e-3 }), convolved)
  return apply(layers.activation({ activation: 'relu' }), normalized)
}
