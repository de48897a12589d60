import { blend, type Color, darker, lighter } from './color'
import type { Draw } from './draw'

/** The colors of one animal's fur. */
export interface Coat {
  readonly base: Color
  /** Stripes, patches, ears. */
  readonly dark: Color
  /** Muzzle, chest, paws. */
  readonly light: Color
}

// One list for both animals: color must not give away which is which.
const furs: readonly [Color, ...Color[]] = [
  [205, 141, 78],
  [171, 112, 63],
  [124, 84, 54],
  [92, 67, 51],
  [141, 134, 128],
  [98, 97, 102],
  [62, 57, 58],
  [219, 196, 160],
  [235, 225, 208],
  [186, 168, 146],
]

/** A coat of the common list, its shade a little off. */
export function drawCoat(draw: Draw): Coat {
  const shade = draw.around(0.16)
  const fur = draw.one(furs)
  const base = shade > 0 ? lighter(fur, shade) : darker(fur, -shade)
  return {
    base,
    dark: darker(base, draw.between(0.35, 0.6)),
    light: draw.chance(0.6) ? blend(base, [252, 247, 238], 0.85) : lighter(base, 0.35),
  }
}

/** Walls, meadows, cushions. */
export const surroundings: readonly [Color, ...Color[]] = [
  [196, 205, 198],
  [168, 188, 205],
  [214, 196, 178],
  [142, 163, 128],
  [178, 148, 140],
  [120, 137, 150],
  [206, 186, 140],
  [226, 222, 214],
  [150, 128, 112],
  [108, 130, 106],
]

export const collars: readonly [Color, ...Color[]] = [
  [176, 48, 52],
  [48, 92, 160],
  [44, 128, 96],
  [202, 148, 40],
  [110, 70, 140],
]
