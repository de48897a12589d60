import { tensor, tidy } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'

/** `scale` times numbers from -0.5 to 0.5 that are the same in every language (see fixtures/make-activations.py). */
export function noise(count: number, stream: number, scale: number, offset = 0): Float32Array {
  const start = Math.imul(stream, 0x9e3779b9)
  const values = new Float32Array(count)
  for (let position = 0; position < count; position += 1) {
    let bits = (start + position) | 0
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
    values[position] = (((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32 - 0.5) * scale + offset
  }
  return values
}

/** Gives every weight of a model the value that fixtures/make-activations.py gives it. */
export function makeUpWeights(model: LayersModel): void {
  let stream = 0
  for (const { weights } of model.layers) {
    for (const weight of weights) {
      stream += 1
      const shape = weight.shape.map(Number)
      const isKernel = weight.originalName.endsWith('kernel')
      const scale = isKernel ? Math.sqrt(24 / product(shape.slice(0, -1))) : 0.5
      const offset = weight.originalName.endsWith('moving_variance') ? 1 : 0
      const values = noise(product(shape), stream, scale, offset)
      tidy(() => {
        weight.write(tensor(values, shape))
      })
    }
  }
}

function product(factors: readonly number[]): number {
  return factors.reduce((left, right) => left * right, 1)
}
