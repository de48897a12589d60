/** Numbers with a shape: what packages hand to each other instead of a library's tensors. Row-major. */
export interface NdArray<Data extends Float32Array | Uint8Array | Int32Array = Float32Array> {
  readonly data: Data
  readonly shape: readonly number[]
}
