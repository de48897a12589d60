import { InvalidArgumentError } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { defaults, type ImageDataGeneratorOptions } from './options'
import { resolveOptions } from './resolve-options'

describe('resolveOptions', () => {
  it('fills in the defaults, also for undefined', () => {
    expect(resolveOptions({ cval: undefined })).toEqual(defaults)
  })

  it.each<[ImageDataGeneratorOptions, ImageDataGeneratorOptions]>([
    [{ zoomRange: 0.25 }, { zoomRange: [0.75, 1.25] }],
    [{ featurewiseStdNormalization: true }, { featurewiseCenter: true, featurewiseStdNormalization: true }],
    [{ samplewiseStdNormalization: true }, { samplewiseCenter: true, samplewiseStdNormalization: true }],
    [
      { zcaWhitening: true, featurewiseStdNormalization: true },
      { zcaWhitening: true, featurewiseCenter: true, featurewiseStdNormalization: false },
    ],
  ])('draws the consequences of %o', (options, consequences) => {
    expect(resolveOptions(options)).toEqual({ ...defaults, ...consequences })
  })

  it('gives options that resolve to themselves', () => {
    const resolved = resolveOptions({ zoomRange: 0.2, zcaWhitening: true, brightnessRange: [0.5, 1] })
    expect(resolveOptions(resolved)).toEqual(resolved)
  })

  it('lists the valid names when it does not know one', () => {
    const options = { rotation_range: 40 } as ImageDataGeneratorOptions
    expect(() => resolveOptions(options)).toThrow(
      /an option of imageDataGenerator must be one of 'featurewiseCenter', .*'rotationRange'.* Received: 'rotation_range'/,
    )
  })

  it.each<[string, unknown]>([
    ['featurewiseCenter', 1],
    ['horizontalFlip', 'yes'],
    ['zcaEpsilon', -1],
    ['rotationRange', -40],
    ['rotationRange', '40'],
    ['widthShiftRange', []],
    ['heightShiftRange', -0.2],
    ['widthShiftRange', [1, '2']],
    ['brightnessRange', 0.5],
    ['brightnessRange', [0.5, 1, 2]],
    ['shearRange', Number.NaN],
    ['zoomRange', 1],
    ['zoomRange', [0, 2]],
    ['zoomRange', [1, 1, 1]],
    ['channelShiftRange', Number.POSITIVE_INFINITY],
    ['fillMode', 'mirror'],
    ['cval', null],
    ['rescale', 0],
    ['preprocessingFunction', 'invert'],
    ['interpolationOrder', 6],
    ['axes', 'numpy'],
    ['statistics', { mean: [1, 2, 3] }],
  ])('refuses %s: %o and names it', (name, value) => {
    const resolve = (): unknown => resolveOptions({ [name]: value })
    expect(resolve).toThrow(InvalidArgumentError)
    expect(resolve).toThrow(`${name} must be `)
  })
})
