import { rm } from 'node:fs/promises'
import type { Preparation } from '@graft-ml/core'
import { writeFileAtomically } from '@graft-ml/core/files'
import type { DecodePool, DirectoryImages } from '@graft-ml/dataset'
import type { Engine } from '@graft-ml/engine'
import { saveModel } from '@graft-ml/recipes'
import { predictionsCsv } from '@graft-ml/report'
import { writeReport } from '@graft-ml/report/node'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { type PhotoPrediction, predictPhotos } from '../predictions/predict-photos'
import { predictionRows } from '../predictions/prediction-rows'
import { resultSummaries } from '../reporting/result-summaries'
import { writeReportPage } from '../reporting/write-report-page'
import type { RunConfig } from '../run/run-config'
import type { RunEvents } from '../run/run-events'
import type { RunPaths } from '../run/run-paths'
import type { RunRecord } from '../run/run-record'

export interface Results {
  readonly run: RunConfig
  readonly record: RunRecord
  readonly events: RunEvents
  readonly model: LayersModel
  readonly preparation: Preparation
  readonly engine: Engine
  readonly pool: DecodePool
  /** Photos to validate on. */
  readonly validation: DirectoryImages
  readonly signal: AbortSignal
}

/**
 * Saves the model, what it says of the photos that it was validated on, and the report; the backups are then of no use.
 *
 * @returns undefined where it was interrupted
 */
export async function writeResults(
  paths: RunPaths,
  results: Results,
): Promise<readonly PhotoPrediction[] | undefined> {
  const { model, preparation, engine, pool, validation: photos, signal, record, run, events } = results
  const predictions = await predictPhotos({ model, engine, photos, signal })
  if (!predictions) return undefined
  const rows = predictionRows(predictions, preparation.classes)
  await writeFileAtomically(paths.predictions, predictionsCsv(rows))
  await saveModel(model, paths.model, { metadata: { ...preparation } })
  record.count('results')
  const environment = await record.write()
  const { history } = record
  await writeReport(paths.folder, history)
  const labelled = predictions.map((one) => ({ ...one, label: one.label! }))
  const drawn = await writeReportPage(paths, {
    ...{ run, history, environment, predictions: labelled, folder: photos.folder },
    ...{ model, preparation, engine, pool },
  })
  await events.results(await resultSummaries({ model, predictions: labelled, ...drawn }))
  await rm(paths.checkpoints, { recursive: true, force: true })
  return predictions
}
