import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { camelCase, distance, keras, toImage } from '../../test/keras'
import { anyImage } from '../../test/pictures'
import { applyParameters } from '../parameters/apply-parameters'
import { adjustBrightness } from './adjust-brightness'
import { shiftChannels } from './shift-channels'

describe('channel shift and brightness compute what Keras computes', () => {
  it.each(keras.colour)('$input, $parameters', ({ input, parameters, output }) => {
    const changed = applyParameters(toImage(keras.colourInputs[input]!), camelCase(parameters))
    expect(distance(changed.data, toImage(output).data)).toBeLessThan(1e-5)
  })
})

describe('shiftChannels', () => {
  it('stays within the range that the picture had', () => {
    fc.assert(
      fc.property(anyImage, fc.double({ min: -300, max: 300, noNaN: true }), (image, intensity) => {
        const [least, most] = [Math.min(...image.data), Math.max(...image.data)]
        const { data } = shiftChannels(image, intensity)
        expect(Math.min(...data) >= least && Math.max(...data) <= most).toBe(true)
      }),
    )
  })
})

describe('adjustBrightness', () => {
  it('gives whole levels of 0..255', () => {
    fc.assert(
      fc.property(anyImage, fc.double({ min: 0, max: 5, noNaN: true }), (image, factor) => {
        const { data } = adjustBrightness(image, factor)
        expect(data.every((level) => Number.isInteger(level) && level >= 0 && level <= 255)).toBe(true)
      }),
    )
  })

  it('refuses pictures with two channels, as Keras does', () => {
    const image = { data: new Float32Array(2), height: 1, width: 1, channels: 2 }
    expect(() => adjustBrightness(image, 0.5)).toThrow(/image.channels must be 1, 3 or 4 .* Received: 2/)
  })
})
