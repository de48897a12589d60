import { RandomState } from '@graft-ml/core'
import { type LayersModel, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { apply, applyAll, buildModel, unit } from './models'

/** A convolution net drawn from a seed: every draw fits every image size. */
export function randomModel(seed: number): LayersModel {
  const random = new RandomState(seed)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random.random() * choices.length)]
  const size = (): number => pick([11, 12, 13, 14, 17])
  return buildModel(
    [size(), size(), 3],
    (images) => {
      let x = images
      for (let step = 0; step < 6; step++) x = randomStep(x, pick)
      return x
    },
    seed,
  )
}

function randomStep(x: SymbolicTensor, pick: <T>(choices: readonly T[]) => T): SymbolicTensor {
  const window = { strides: pick([1, 1, 2, [1, 2] as [number, number]]), padding: 'same' as const }
  const kernelSize = pick<number | [number, number]>([1, 2, 3, [1, 4], [3, 2], 5])
  const convolution = { filters: pick([3, 4]), kernelSize, ...window, useBias: pick([true, false]) }
  const step = pick<() => SymbolicTensor>([
    () => applyAll(x, layers.conv2d(convolution), layers.batchNormalization(), layers.reLU()),
    () => applyAll(x, layers.conv2d({ ...convolution, activation: pick(['relu', 'tanh', 'elu']) })),
    () =>
      applyAll(x, layers.batchNormalization(), layers.activation({ activation: pick(['sigmoid', 'swish']) })),
    () => apply(layers.averagePooling2d({ poolSize: kernelSize, ...window }), x),
    () => apply(layers.maxPooling2d({ poolSize: kernelSize, ...window }), x),
    () =>
      applyAll(x, layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }), layers.batchNormalization()),
    () => apply(layers.concatenate(), [x, unit(x, 3, kernelSize)]),
    () => apply(layers.add(), [x, unit(x, x.shape[3] as number, 3)]),
    () => apply(layers.zeroPadding2d({ padding: pick([1, 2]) }), x),
  ])
  return step()
}
