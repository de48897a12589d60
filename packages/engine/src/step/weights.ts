import { InvalidArgumentError } from '@graft-ml/core'
import type { LayerVariable } from '@tensorflow/tfjs-layers'
import type { Graph } from '../graph/trace'
import type { WeightSnapshot } from './training-step'

/** The weights of a graph's layers, each layer counted once however often it is called. */
export interface HeadWeights {
  readonly trainable: LayerVariable[]
  /** What a layer that trains moves by itself: moving means and variances. */
  readonly averages: LayerVariable[]
  readonly all: LayerVariable[]
}

export function headWeights(graph: Graph): HeadWeights {
  const layers = [...new Set(graph.calls.map((call) => call.layer))]
  const live = layers.filter((layer) => layer.trainable)
  return {
    trainable: layers.flatMap((layer) => layer.trainableWeights),
    averages: live.flatMap((layer) => layer.nonTrainableWeights),
    all: layers.flatMap((layer) => layer.weights),
  }
}

/** @throws InvalidArgumentError where a snapshot is not of these weights */
export function checkSizes(snapshot: WeightSnapshot, weights: readonly LayerVariable[]): void {
  const expected = weights.map(({ shape }) => shape.reduce<number>((size, length) => size * length!, 1))
  const received = snapshot.map(({ length }) => length)
  if (expected.join() === received.join()) return
  throw new InvalidArgumentError({
    argument: 'weights',
    expected: `${expected.length} arrays with ${expected.join(', ')} values`,
    received,
    hint: 'They must come from the same model, with the same layers frozen.',
  })
}

/** Copies of arrays, written over those of an earlier call where they are given. */
export function copyOver(
  former: WeightSnapshot | undefined,
  arrays: readonly Float32Array[],
): WeightSnapshot {
  if (!former) return arrays.map((array) => array.slice())
  for (const [place, array] of arrays.entries()) former[place].set(array)
  return former
}

const EXPONENT = 0x7f800000

/** Infinities and NaN have an exponent of ones. There are tens of millions of weights: a plain loop over 38.5 million takes 60 ms, `every` 480. */
export function isAllFinite({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Int32Array(buffer, byteOffset, length)
  for (let index = 0; index < length; index++) {
    if ((bits[index] & EXPONENT) === EXPONENT) return false
  }
  return true
}
