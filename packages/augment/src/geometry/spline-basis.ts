/**
 * Writes the `order + 1` weights of a uniform B-spline into `weights`, for a position `fraction` (0..1) past
 * the knot of the middle interval.
 *
 * Source: the triangular scheme of Cox and de Boor for knots one apart.
 */
export function splineWeights(order: number, fraction: number, weights: Float64Array): void {
  weights[0] = 1
  for (let degree = 1; degree <= order; degree++) {
    let carried = 0
    for (let knot = 0; knot < degree; knot++) {
      const share = weights[knot]! / degree
      weights[knot] = carried + (knot + 1 - fraction) * share
      carried = (fraction + degree - knot - 1) * share
    }
    weights[degree] = carried
  }
}

/** Poles inside the unit circle of the filter that turns samples into B-spline coefficients, by order. */
export const splinePoles: Readonly<Record<number, readonly number[]>> = {
  2: [Math.sqrt(8) - 3],
  3: [Math.sqrt(3) - 2],
  4: [
    Math.sqrt(664 - Math.sqrt(438976)) + Math.sqrt(304) - 19,
    Math.sqrt(664 + Math.sqrt(438976)) - Math.sqrt(304) - 19,
  ],
  5: [
    Math.sqrt(67.5 - Math.sqrt(4436.25)) + Math.sqrt(26.25) - 6.5,
    Math.sqrt(67.5 + Math.sqrt(4436.25)) - Math.sqrt(26.25) - 6.5,
  ],
}
