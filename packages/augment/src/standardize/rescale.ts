/** Multiplies in place, in single precision. */
export function rescale(data: Float32Array, factor: number): void {
  if (factor === 1) return
  const single = Math.fround(factor)
  for (let i = 0; i < data.length; i++) data[i]! *= single
}
