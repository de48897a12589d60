import { InvalidArgumentError, oneOf } from '@graft-ml/core'
import { validOrder } from '../geometry/affine-transform'
import { fillModes } from '../geometry/map-coordinate'
import { axesChoices } from '../geometry/transform-matrix'
import { checkStatistics } from '../standardize/statistics'
import { defaults, type ImageDataGeneratorOptions, type ResolvedOptions } from './options'
import * as validate from './validate'

/** Checks every option, fills in the defaults and draws the consequences that Keras draws. */
export function resolveOptions(options: ImageDataGeneratorOptions): ResolvedOptions {
  validate.checkNames('imageDataGenerator', options, Object.keys(defaults))
  const given = withDefaults(options)
  const zcaWhitening = validate.boolean('zcaWhitening', given.zcaWhitening)
  const std = validate.boolean('featurewiseStdNormalization', given.featurewiseStdNormalization)
  const samplewiseStd = validate.boolean('samplewiseStdNormalization', given.samplewiseStdNormalization)
  return {
    // Whitening needs centred data and sets the variances itself; a deviation is taken from the mean.
    featurewiseCenter: validate.boolean('featurewiseCenter', given.featurewiseCenter) || std || zcaWhitening,
    featurewiseStdNormalization: std && !zcaWhitening,
    samplewiseCenter: validate.boolean('samplewiseCenter', given.samplewiseCenter) || samplewiseStd,
    samplewiseStdNormalization: samplewiseStd,
    zcaWhitening,
    zcaEpsilon: validate.notNegative('zcaEpsilon', given.zcaEpsilon),
    rotationRange: validate.notNegative('rotationRange', given.rotationRange),
    widthShiftRange: validate.shiftRange('widthShiftRange', given.widthShiftRange),
    heightShiftRange: validate.shiftRange('heightShiftRange', given.heightShiftRange),
    brightnessRange: validate.brightnessPair('brightnessRange', given.brightnessRange),
    shearRange: validate.notNegative('shearRange', given.shearRange),
    zoomRange: validate.zoomPair('zoomRange', given.zoomRange),
    channelShiftRange: validate.notNegative('channelShiftRange', given.channelShiftRange),
    fillMode: oneOf('fillMode', given.fillMode, fillModes),
    cval: validate.finite('cval', given.cval),
    horizontalFlip: validate.boolean('horizontalFlip', given.horizontalFlip),
    verticalFlip: validate.boolean('verticalFlip', given.verticalFlip),
    rescale: rescaleFactor(given.rescale),
    preprocessingFunction: functionOrNull(given.preprocessingFunction),
    interpolationOrder: validOrder('interpolationOrder', given.interpolationOrder),
    axes: oneOf('axes', given.axes, axesChoices),
    statistics: checkStatistics(given.statistics),
  }
}

/** The options with defaults where there is none, also where one is given as undefined. */
function withDefaults(options: ImageDataGeneratorOptions): Required<ImageDataGeneratorOptions> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(given) }
}

function rescaleFactor(value: number): number {
  if (validate.finite('rescale', value) !== 0) return value
  throw new InvalidArgumentError({ argument: 'rescale', expected: 'a number other than 0', received: value })
}

function functionOrNull(
  value: ResolvedOptions['preprocessingFunction'],
): ResolvedOptions['preprocessingFunction'] {
  if (value === null || typeof value === 'function') return value
  throw new InvalidArgumentError({
    argument: 'preprocessingFunction',
    expected: 'a function or null',
    received: value,
  })
}
