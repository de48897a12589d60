import { resolve } from 'node:path'
import { type DecodePool, type DirectoryImages, fromDirectory } from '@graft-ml/dataset'
import { withEngine } from '../../engine/with-engine'
import { CliError } from '../../errors/cli-error'
import type { Inference } from '../../knobs/inference'
import { type Classifier, openClassifier } from '../../model/open-classifier'
import { findParts } from '../../photos/find-parts'
import { openValidation } from '../../photos/open-photos'
import { openViews } from '../../photos/open-views'
import { readingOf } from '../../photos/preparation'
import { predictPhotos } from '../../predictions/predict-photos'
import { printConfusion, printScores } from '../../predictions/print-scores'
import { scoresOf } from '../../predictions/scores'
import { readRunConfig } from '../../run/run-config'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { painterOf } from '../../terminal/paint'
import { widthOf } from '../../terminal/wrap'
import { jsonDocument } from '../../text/json-document'

export interface EvaluateOptions extends Inference {
  readonly json: boolean
}

/** Judges a model and prints how well it does. */
export async function runEvaluate(
  folder: string | undefined,
  options: EvaluateOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<void> {
  const { classifier, photos, predictions } = await withNotice(stderr, 'Loading the model …', (update) =>
    judge(folder, options, here, (done, all) => update(`Looking at photos: ${done} of ${all}`)),
  )
  const { classes } = classifier.preparation
  const scores = scoresOf(predictions, classes)
  if (options.json) {
    stdout.write(jsonDocument({ model: classifier.folder, photos: photos.folder, ...scores }))
    return
  }
  const page = { paint: painterOf(stdout), width: widthOf(stdout) }
  stdout.write(
    `${printScores(scores, page)}\n${printConfusion(scores, page)}\nLoss ${scores.loss.toFixed(4)}.\n`,
  )
}

function judge(
  folder: string | undefined,
  { model: named, batchSize, views: count, engine: engineName }: Inference,
  here: string,
  onProgress: (done: number, all: number) => void,
) {
  return withEngine(engineName, async ({ engine, pool }) => {
    const classifier = await openClassifier(here, named)
    const photos =
      folder === undefined
        ? await validationPhotos(classifier, pool)
        : await folderPhotos(resolve(here, folder), classifier, batchSize, pool)
    const views = await openViews(count, { ...{ classifier, photos }, batchSize, pool })
    const { model } = classifier
    const predictions = await predictPhotos({ model, engine, photos, views, onProgress })
    return { classifier, photos, predictions: predictions! }
  })
}

/** What the run was validated on. */
async function validationPhotos(
  { run, folder, preparation }: Classifier,
  pool: DecodePool,
): Promise<DirectoryImages> {
  if (run === undefined) {
    throw new CliError({
      code: 'NO_PHOTOS',
      message: `The model in ${folder} is of no run, so nobody knows what it was validated on.`,
      hint: 'Give a folder of photos: graft evaluate photos --model ...',
    })
  }
  const { photos, train: config } = await readRunConfig(run)
  return await openValidation({ parts: findParts(photos), config, preparation, pool })
}

async function folderPhotos(
  folder: string,
  { preparation }: Classifier,
  batchSize: number,
  pool: DecodePool,
): Promise<DirectoryImages> {
  // Its labels are the model's, whatever other folders lie there.
  const { classes } = preparation
  const reading = { ...readingOf(preparation), batchSize, pool, onBroken: 'skip' } as const
  return await fromDirectory(folder, { ...reading, classes, classMode: 'sparse', shuffle: false })
}
