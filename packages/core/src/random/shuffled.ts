/**
 * 0 to `count` - 1 in an order that `next` draws: Fisher and Yates's.
 *
 * @param next gives numbers in [0, 1), as {@link randomStream} makes them
 */
export function shuffled(count: number, next: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1))
    const moved = order[last]!
    order[last] = order[other]!
    order[other] = moved
  }
  return order
}
