const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000]
const most = 12

/** The epochs that are named under the axis: whole numbers, at most a dozen, the first among them. */
export function epochTicks(epochs: number): number[] {
  const step = steps.find((candidate) => epochs / candidate <= most) ?? Math.ceil(epochs / most)
  const multiples = Array.from({ length: Math.floor(epochs / step) }, (_, index) => (index + 1) * step)
  return multiples[0] === 1 ? multiples : [1, ...multiples.filter((epoch) => epoch - 1 >= step / 2)]
}
