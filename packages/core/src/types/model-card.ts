/** One published file of weights. */
export interface WeightFile {
  readonly url: string
  /** Lower-case hex: 64 characters are SHA-256, 32 are MD5. */
  readonly hash: string
  /** Bytes, where the publisher says so. */
  readonly size?: number
}

/** What one needs to know of a published model before using it. */
export interface ModelCard {
  readonly name: string
  readonly paper: string
  readonly license: string
  /** Height and width that the weights were trained with, in pixels. */
  readonly inputSize: readonly [height: number, width: number]
  readonly minimumInputSize: readonly [height: number, width: number]
  /** The range of input values that `preprocessInput` makes. */
  readonly inputRange: readonly [low: number, high: number]
  readonly classes: number
  /** Name of the layer that turns features into class scores. */
  readonly classifier: string
  readonly weights: { readonly top: WeightFile; readonly noTop: WeightFile }
}
