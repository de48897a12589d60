import { PythonRandom } from '@graft-ml/core'
import type { DecodePool, DirectoryImages } from '@graft-ml/dataset'
import type { ProgressDisplay } from '@graft-ml/report'
import { type BuiltModel, buildModel } from '../model/build-model'
import { findParts } from '../photos/find-parts'
import { type OpenPhotosOptions, openTraining, openValidation } from '../photos/open-photos'
import { preparationOf } from '../photos/preparation'
import type { RunConfig } from '../run/run-config'

/** What a training needs, ready to be used. */
export interface PreparedTraining {
  readonly built: BuiltModel
  readonly photos: { readonly train: DirectoryImages; readonly validation: DirectoryImages }
  /** To open the photos again. */
  readonly opening: OpenPhotosOptions
}

export interface PrepareTrainingOptions {
  readonly run: RunConfig
  readonly pool: DecodePool
  readonly display: ProgressDisplay
  readonly signal: AbortSignal
}

/** Photos first: what is wrong with them should not be found out after a download. */
export async function prepareTraining(options: PrepareTrainingOptions): Promise<PreparedTraining> {
  const { run, pool, display, signal } = options
  const { train: config, classes } = run
  const parts = findParts(run.photos)
  const opening = { parts, config, preparation: preparationOf(config, classes), pool }
  // As in Keras, the layers draw their seeds first, and the order in which photos are read comes after.
  const random = new PythonRandom(config.seed)
  const photos = { train: await openTraining(opening, random), validation: await openValidation(opening) }
  describe(photos, classes, display)
  const built = await buildModel({ config, classes, random, onProgress: display.onProgress, signal })
  return { built, photos, opening }
}

function describe(
  { train, validation }: PreparedTraining['photos'],
  classes: readonly string[],
  { print }: ProgressDisplay,
): void {
  const [many, few] = [train.samples, validation.samples].map((number) => number.toLocaleString('en'))
  print(`${many} photos to train on, ${few} to validate on: ${classes.join(', ')}.`)
  for (const { path, reason } of [...train.skipped, ...validation.skipped]) {
    print(`Left out: ${path}: ${reason}`)
  }
}
