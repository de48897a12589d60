/** Red, green and blue, 0..255. */
export type Color = readonly [red: number, green: number, blue: number]

/** A color as SVG writes it. */
export function css([red, green, blue]: Color, opacity = 1): string {
  return `rgba(${Math.round(red)},${Math.round(green)},${Math.round(blue)},${opacity.toFixed(3)})`
}

/** From `a` (0) to `b` (1). */
export function blend(a: Color, b: Color, amount: number): Color {
  return [0, 1, 2].map((i) => a[i]! + (b[i]! - a[i]!) * amount) as unknown as Color
}

export const white: Color = [255, 252, 246]
export const black: Color = [22, 19, 18]

export function lighter(color: Color, amount: number): Color {
  return blend(color, white, amount)
}

export function darker(color: Color, amount: number): Color {
  return blend(color, black, amount)
}
