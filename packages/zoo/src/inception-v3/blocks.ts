import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { conv2dBn } from './conv2d-bn'
import type { LayerMaker } from './layer-maker'

// The five blocks of Szegedy et al., https://arxiv.org/abs/1512.00567, with the widths of the published weights.
// The order in which branches are made, and joined, is the order of the published layers.

/** Figure 5: 1x1, 5x5, two 3x3, pooling. [N, H, W, C] -> [N, H, W, 224 + pool]. */
export function inceptionA(
  make: LayerMaker,
  x: SymbolicTensor,
  { name, pool }: { name: string; pool: number },
): SymbolicTensor {
  const branch1x1 = conv2dBn(make, x, 64, [1, 1])

  let branch5x5 = conv2dBn(make, x, 48, [1, 1])
  branch5x5 = conv2dBn(make, branch5x5, 64, [5, 5])

  let branch3x3 = conv2dBn(make, x, 64, [1, 1])
  branch3x3 = conv2dBn(make, branch3x3, 96, [3, 3])
  branch3x3 = conv2dBn(make, branch3x3, 96, [3, 3])

  const pooled = conv2dBn(make, averagePool(make, x), pool, [1, 1])
  return concatenate(make, [branch1x1, branch5x5, branch3x3, pooled], name)
}

/** Figure 10, halves height and width: [N, H, W, C] -> [N, H/2, W/2, 480 + C]. */
export function inceptionB(make: LayerMaker, x: SymbolicTensor, { name }: { name: string }): SymbolicTensor {
  const branch3x3 = conv2dBn(make, x, 384, [3, 3], { strides: 2, padding: 'valid' })

  let branch3x3Double = conv2dBn(make, x, 64, [1, 1])
  branch3x3Double = conv2dBn(make, branch3x3Double, 96, [3, 3])
  branch3x3Double = conv2dBn(make, branch3x3Double, 96, [3, 3], { strides: 2, padding: 'valid' })

  return concatenate(make, [branch3x3, branch3x3Double, maxPool(make, x)], name)
}

/** Figure 6, 7x7 as 1x7 and 7x1, `width` channels inside: [N, H, W, C] -> [N, H, W, 768]. */
export function inceptionC(
  make: LayerMaker,
  x: SymbolicTensor,
  { name, width }: { name: string; width: number },
): SymbolicTensor {
  const branch1x1 = conv2dBn(make, x, 192, [1, 1])

  let branch7x7 = conv2dBn(make, x, width, [1, 1])
  branch7x7 = conv2dBn(make, branch7x7, width, [1, 7])
  branch7x7 = conv2dBn(make, branch7x7, 192, [7, 1])

  let branch7x7Double = conv2dBn(make, x, width, [1, 1])
  branch7x7Double = conv2dBn(make, branch7x7Double, width, [7, 1])
  branch7x7Double = conv2dBn(make, branch7x7Double, width, [1, 7])
  branch7x7Double = conv2dBn(make, branch7x7Double, width, [7, 1])
  branch7x7Double = conv2dBn(make, branch7x7Double, 192, [1, 7])

  const pooled = conv2dBn(make, averagePool(make, x), 192, [1, 1])
  return concatenate(make, [branch1x1, branch7x7, branch7x7Double, pooled], name)
}

/** Halves height and width behind the 7x7 blocks: [N, H, W, C] -> [N, H/2, W/2, 512 + C]. */
export function inceptionD(make: LayerMaker, x: SymbolicTensor, { name }: { name: string }): SymbolicTensor {
  let branch3x3 = conv2dBn(make, x, 192, [1, 1])
  branch3x3 = conv2dBn(make, branch3x3, 320, [3, 3], { strides: 2, padding: 'valid' })

  let branch7x7 = conv2dBn(make, x, 192, [1, 1])
  branch7x7 = conv2dBn(make, branch7x7, 192, [1, 7])
  branch7x7 = conv2dBn(make, branch7x7, 192, [7, 1])
  branch7x7 = conv2dBn(make, branch7x7, 192, [3, 3], { strides: 2, padding: 'valid' })

  return concatenate(make, [branch3x3, branch7x7, maxPool(make, x)], name)
}

/** Figure 7, 3x3 spread into 1x3 beside 3x1: [N, H, W, C] -> [N, H, W, 2048]. */
export function inceptionE(
  make: LayerMaker,
  x: SymbolicTensor,
  { name, innerName }: { name: string; innerName: string },
): SymbolicTensor {
  const branch1x1 = conv2dBn(make, x, 320, [1, 1])

  let branch3x3 = conv2dBn(make, x, 384, [1, 1])
  branch3x3 = spread(make, branch3x3, innerName)

  let branch3x3Double = conv2dBn(make, x, 448, [1, 1])
  branch3x3Double = conv2dBn(make, branch3x3Double, 384, [3, 3])
  branch3x3Double = spread(make, branch3x3Double, make.next('concatenate'))

  const pooled = conv2dBn(make, averagePool(make, x), 192, [1, 1])
  return concatenate(make, [branch1x1, branch3x3, branch3x3Double, pooled], name)
}

/** Halves height and width: [N, H, W, C] -> [N, (H - 3) / 2 + 1, (W - 3) / 2 + 1, C], rounded down. */
export function maxPool(make: LayerMaker, x: SymbolicTensor): SymbolicTensor {
  const name = make.next('max_pooling2d')
  return make.apply(layers.maxPooling2d({ name, poolSize: [3, 3], strides: [2, 2] }), x)
}

function spread(make: LayerMaker, x: SymbolicTensor, name: string): SymbolicTensor {
  const wide = conv2dBn(make, x, 384, [1, 3])
  const high = conv2dBn(make, x, 384, [3, 1])
  return concatenate(make, [wide, high], name)
}

function averagePool(make: LayerMaker, x: SymbolicTensor): SymbolicTensor {
  const name = make.next('average_pooling2d')
  return make.apply(layers.averagePooling2d({ name, poolSize: [3, 3], strides: [1, 1], padding: 'same' }), x)
}

function concatenate(make: LayerMaker, branches: SymbolicTensor[], name: string): SymbolicTensor {
  return make.apply(layers.concatenate({ name, axis: 3 }), branches)
}
