import type { Batch, BatchSource } from '@graft-ml/core'
import { randomStream } from '@graft-ml/core'
import { batchNormalization, dense, dropout } from '@graft-ml/keras'
import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers'

const SIZE = 8

/** A trunk of two convolutions with batch normalisation, and a head with dropout: the exercise in miniature. */
export function smallModel(): { base: LayersModel; model: LayersModel } {
  const image = input({ shape: [SIZE, SIZE, 3], name: 'image' })
  let x = convolution(image, 'stem', 1)
  x = convolution(x, 'mixed', 2)
  const base = modelOf({ inputs: image, outputs: x, name: 'base' })
  let y = layers.globalAveragePooling2d({ name: 'pool' }).apply(base.outputs[0])
  y = dense({ units: 8, activation: 'relu', seed: 3, name: 'hidden' }).apply(y)
  y = dropout({ rate: 0.2, seed: 4, name: 'dropout' }).apply(y)
  y = dense({ units: 1, activation: 'sigmoid', seed: 5, name: 'score' }).apply(y)
  return { base, model: modelOf({ inputs: base.inputs, outputs: y as SymbolicTensor, name: 'small' }) }
}

function convolution(x: SymbolicTensor, name: string, seed: number): SymbolicTensor {
  const kernelInitializer = { className: 'GlorotUniform', config: { seed } } as never
  let y = layers
    .conv2d({
      filters: 4,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      kernelInitializer,
      name: `${name}_conv`,
    })
    .apply(x)
  y = batchNormalization({ scale: false, name: `${name}_normalization` }).apply(y)
  return layers.activation({ activation: 'relu', name }).apply(y) as SymbolicTensor
}

/** Noise pictures; those of class 1 are brighter in the red channel. One pass, then it ends. */
export function redOrNot({ batches = 4, batchSize = 8, seed = 1 } = {}): BatchSource {
  return {
    batchesPerEpoch: batches,
    async *[Symbol.asyncIterator]() {
      const random = randomStream('red-or-not', seed)
      for (let index = 0; index < batches; index++) yield drawBatch(random, batchSize, index)
    },
  }
}

function drawBatch(random: () => number, size: number, index: number): Batch {
  const labels = Float32Array.from({ length: size }, () => (random() < 0.5 ? 0 : 1))
  const pixels = SIZE * SIZE * 3
  const images = Float32Array.from({ length: size * pixels }, (_, at) => {
    const red = at % 3 === 0 ? labels[Math.floor(at / pixels)] : 0
    return 0.5 * random() + 0.5 * red
  })
  return {
    images: { data: images, shape: [size, SIZE, SIZE, 3] },
    labels: { data: labels, shape: [size, 1] },
    paths: Array.from({ length: size }, (_, row) => `${index}-${row}.png`),
  }
}
