import type { NdArray } from '@graft-ml/core'

/** A batch in as few parts of at most `most` rows as it takes, as even as they can be. They share its memory. */
export function partsOf(batch: NdArray, most: number | undefined): NdArray[] {
  const [rows] = batch.shape
  if (most === undefined || rows <= most) return [batch]
  const count = Math.ceil(rows / most)
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [part, part + 1].map((at) => Math.round((at * rows) / count))
    return rowsOf(batch, from, to - from)
  })
}

/** Rows of an array, in its memory. */
export function rowsOf({ data, shape }: NdArray, from: number, count: number): NdArray {
  const [rows, ...rest] = shape
  const length = data.length / rows
  return { data: data.subarray(from * length, (from + count) * length), shape: [count, ...rest] }
}

/** One array with the rows of all, in memory of its own. */
export function joinRows(arrays: readonly NdArray[]): NdArray {
  const [, ...rest] = arrays[0].shape
  const data = new Float32Array(arrays.reduce((length, array) => length + array.data.length, 0))
  let rows = 0
  let at = 0
  for (const { data: part, shape } of arrays) {
    data.set(part, at)
    at += part.length
    rows += shape[0]
  }
  return { data, shape: [rows, ...rest] }
}

/** An array of `rows` rows that begins with those of `first`; `first` itself where there are no others. */
export function withRoom(first: NdArray, rows: number): NdArray {
  const [filled, ...rest] = first.shape
  if (filled === rows) return first
  const data = new Float32Array((first.data.length / filled) * rows)
  data.set(first.data)
  return { data, shape: [rows, ...rest] }
}
