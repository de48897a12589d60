import type { Image } from '@graft-ml/core'
import fc from 'fast-check'

/** Small pictures of 0..255 with 1, 3 or 4 channels. */
export const anyImage: fc.Arbitrary<Image> = fc
  .record({
    height: fc.integer({ min: 1, max: 7 }),
    width: fc.integer({ min: 1, max: 7 }),
    channels: fc.constantFrom(1, 3, 4),
  })
  .chain((shape) => {
    const length = shape.height * shape.width * shape.channels
    const values = fc.float32Array({ min: 0, max: 255, noNaN: true, minLength: length, maxLength: length })
    return values.map((data) => ({ ...shape, data }))
  })
