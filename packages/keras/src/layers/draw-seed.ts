import type { PythonRandom } from '@graft-ml/core'

/**
 * A seed for whoever gives none. Layers keep it in their config, so that a run can be repeated afterwards.
 *
 * @param random where to draw it from, as Keras draws it from Python's generator. Default: anew each time.
 */
export function drawSeed(random?: PythonRandom): number {
  return random ? random.randint(1, 1e9) : Math.floor(Math.random() * 2 ** 31)
}

/**
 * What TensorFlow gets for a layer's seed and the number of its draw: both within 32 bits with a sign.
 *
 * Source: `_cast_seed` of Keras 3.
 */
export function tensorflowSeed(seed: number, draw: number): [number, number] {
  return [floorMod(seed), floorMod(draw)]
}

const modulus = 2 ** 31 - 2

function floorMod(value: number): number {
  return ((value % modulus) + modulus) % modulus
}
