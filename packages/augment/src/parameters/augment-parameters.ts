/** One drawn change of one picture, by Keras's names. Lengths in pixels, angles in degrees. */
export interface AugmentParameters {
  /** Rotation; 0 is none. */
  readonly theta: number
  /** Horizontal shift: the output shows what lies `tx` pixels to the right. */
  readonly tx: number
  /** Vertical shift: the output shows what lies `ty` pixels below. */
  readonly ty: number
  /** Shear angle; 0 is none. */
  readonly shear: number
  /** Horizontal zoom; below 1 enlarges the content. */
  readonly zx: number
  /** Vertical zoom; below 1 enlarges the content. */
  readonly zy: number
  readonly flipHorizontal: boolean
  readonly flipVertical: boolean
  /** Added to every channel, in levels; null is none. */
  readonly channelShiftIntensity: number | null
  /** Factor of the brightness: 0 is black, 1 the picture itself; null is none. */
  readonly brightness: number | null
}

/** Parameters that leave a picture as it is. */
export const unchanged: AugmentParameters = {
  theta: 0,
  tx: 0,
  ty: 0,
  shear: 0,
  zx: 1,
  zy: 1,
  flipHorizontal: false,
  flipVertical: false,
  channelShiftIntensity: null,
  brightness: null,
}
