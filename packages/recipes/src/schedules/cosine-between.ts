/** From one value to another along half a cosine: level at both ends. `share` of the way, from 0 to 1. */
export function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2
}
