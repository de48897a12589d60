/** Height, width and channels of a picture. */
export interface ImageShape {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** A picture in memory: [height, width, channels], row-major; 0..255 until something rescales it. */
export interface Image<Data extends Float32Array | Uint8Array = Float32Array> extends ImageShape {
  readonly data: Data
}
