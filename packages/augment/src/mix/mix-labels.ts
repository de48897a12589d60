import { InvalidArgumentError, type NdArray } from '@graft-ml/core'

/**
 * Each row's labels, and those of its partner, in the shares that they have in the picture.
 *
 * @throws InvalidArgumentError for class numbers above 1, of which there is no mixture
 */
export function mixLabels({ data, shape }: NdArray, partners: Int32Array, share: number): NdArray {
  const columns = data.length / partners.length
  if (data.some((label) => !(label >= 0 && label <= 1))) {
    throw new InvalidArgumentError({
      argument: 'labels',
      expected: 'from 0 to 1, so that they can be mixed',
      received: [...data.subarray(0, 8)],
      hint: 'Read the pictures with classMode `categorical`: classes by number have no mixture.',
    })
  }
  const mixed = data.map((label, at) => {
    const partner = partners[Math.floor(at / columns)]!
    return share * label + (1 - share) * data[partner * columns + (at % columns)]!
  })
  return { data: mixed, shape }
}
