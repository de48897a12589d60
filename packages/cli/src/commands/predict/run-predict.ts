import { relative } from 'node:path'
import { fromFiles } from '@graft-ml/dataset'
import { predictionsCsv } from '@graft-ml/report'
import { withEngine } from '../../engine/with-engine'
import type { Inference } from '../../knobs/inference'
import { openClassifier } from '../../model/open-classifier'
import { openViews } from '../../photos/open-views'
import { readingOf } from '../../photos/preparation'
import { predictPhotos } from '../../predictions/predict-photos'
import { predictionRows } from '../../predictions/prediction-rows'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { painterOf } from '../../terminal/paint'
import { jsonDocument } from '../../text/json-document'
import { listPhotos } from './list-photos'
import { printPredictions } from './print-predictions'

export interface PredictOptions extends Inference {
  readonly json: boolean
  readonly format: 'table' | 'json' | 'csv'
  /** Classes of each photo in the table. */
  readonly top: number
}

/** How it ends, besides 2 for what could not be done at all. */
export const EXIT = { all: 0, some: 1 } as const

/** Looks at photos, says what they show, and gives the exit code. */
export async function runPredict(
  named: readonly string[],
  options: PredictOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<number> {
  const files = await listPhotos(named, here)
  const { classifier, predictions, skipped } = await withNotice(stderr, 'Loading the model …', (update) =>
    predictFiles(files, options, here, (done, all) => update(`Looking at photos: ${done} of ${all}`)),
  )
  for (const { path, reason } of skipped) stderr.write(`Left out: ${relative(here, path)}: ${reason}\n`)
  const rows = predictionRows(predictions, classifier.preparation.classes)
  const format = options.json ? 'json' : options.format
  const printed = {
    table: () => printPredictions(rows, options.top, painterOf(stdout)),
    csv: () => predictionsCsv(rows),
    json: () => jsonDocument({ model: classifier.folder, predictions: rows, skipped }),
  }
  stdout.write(printed[format]())
  return skipped.length === 0 ? EXIT.all : EXIT.some
}

function predictFiles(
  files: readonly string[],
  { model: named, batchSize, views: count, engine: engineName }: Inference,
  here: string,
  onProgress: (done: number, all: number) => void,
) {
  return withEngine(engineName, async ({ engine, pool }) => {
    const classifier = await openClassifier(here, named)
    const { model, preparation } = classifier
    const photos = await fromFiles(files, { ...readingOf(preparation), batchSize, pool, onBroken: 'skip' })
    const views = await openViews(count, { ...{ classifier, photos }, batchSize, pool })
    const looking = { model, engine, photos, views, onProgress }
    const predictions = await predictPhotos({ ...looking, relativeTo: here })
    return { classifier, predictions: predictions!, skipped: photos.skipped }
  })
}
