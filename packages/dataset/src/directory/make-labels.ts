import type { NdArray } from '@graft-ml/core'
import type { ClassMode } from './directory-options'

/** Labels of a batch, from the class index of each picture; undefined for 'none'. */
export function makeLabels(
  classMode: ClassMode,
  classIndices: readonly number[],
  classes: number,
  images: NdArray<Float32Array>,
): NdArray<Float32Array> | undefined {
  const rows = classIndices.length
  switch (classMode) {
    case 'binary':
    case 'sparse':
      return { data: Float32Array.from(classIndices), shape: [rows, 1] }
    case 'categorical': {
      const data = new Float32Array(rows * classes)
      for (const [row, index] of classIndices.entries()) data[row * classes + index] = 1
      return { data, shape: [rows, classes] }
    }
    case 'input':
      return { data: images.data.slice(), shape: images.shape }
    case 'none':
      return undefined
  }
}
