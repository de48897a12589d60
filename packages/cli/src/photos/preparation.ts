import { imageDataGenerator } from '@graft-ml/augment'
import { GraftError, type Preparation, readPreparation } from '@graft-ml/core'
import type { FilesOptions } from '@graft-ml/dataset'
import type { TrainConfig } from '../config/train-knobs'
import { CliError } from '../errors/cli-error'

export function preparationOf(config: TrainConfig, classes: readonly string[]): Preparation {
  const { imageSize, crop, orientation, interpolation } = config
  return {
    inputSize: [imageSize, imageSize],
    rescale: 1 / 255,
    classes,
    interpolation,
    keepAspectRatio: crop,
    orientation,
  }
}

/** @throws CliError `NOT_A_CLASSIFIER` where a model does not say it */
export function preparationIn(metadata: unknown, folder: string): Preparation {
  try {
    return readPreparation(metadata)
  } catch (cause) {
    if (!GraftError.isInstance(cause)) throw cause
    throw new CliError({
      code: 'NOT_A_CLASSIFIER',
      message: `The model in ${folder} does not say how photos are prepared for it: ${cause.message}`,
      hint: 'Use a model that graft train made, or save it with metadata: { inputSize, rescale, classes }.',
      cause,
    })
  }
}

/** The options that read photos so. */
export function readingOf(preparation: Preparation): FilesOptions {
  const { inputSize: targetSize, rescale, interpolation, keepAspectRatio, orientation } = preparation
  const transform = imageDataGenerator({ rescale })
  return { targetSize, interpolation, keepAspectRatio, orientation, transform }
}
