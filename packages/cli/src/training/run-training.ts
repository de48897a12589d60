import type { Phase, StopReason, TrainingEvent } from '@graft-ml/core'
import type { History, ProgressDisplay } from '@graft-ml/report'
import { fasterEngine } from '../engine/faster-engine'
import { type Machinery, withEngine } from '../engine/with-engine'
import { mixPhotos } from '../photos/mix-photos'
import type { PhotoPrediction } from '../predictions/predict-photos'
import type { RunConfig } from '../run/run-config'
import { RunEvents } from '../run/run-events'
import type { RunPaths } from '../run/run-paths'
import { RunRecord } from '../run/run-record'
import type { Watch } from '../watch/watch'
import { watchBatches } from '../watch/watch-batches'
import { prepareTraining } from './prepare-training'
import { trainPhases } from './train-phases'
import { writeResults } from './write-results'

export interface RunTrainingOptions {
  readonly paths: RunPaths
  readonly run: RunConfig
  readonly display: ProgressDisplay
  /** Ends the run after the step that is running; it can be resumed. */
  readonly signal: AbortSignal
  /** Who looks at it. */
  readonly watch?: Watch
}

/** How a run ended. */
export interface TrainingResult {
  readonly reason: StopReason
  readonly history: History
  /** Of the photos that it was validated on; undefined where the run was interrupted. */
  readonly predictions: readonly PhotoPrediction[] | undefined
}

/** Trains what a run's configuration asks for, from its beginning or from its last backup, and writes its results. */
export async function runTraining(options: RunTrainingOptions): Promise<TrainingResult> {
  const { paths, run, display } = options
  return await withEngine(run.train.engine, async (machinery) => {
    const faster = fasterEngine(machinery.engine)
    if (faster) display.print(faster)
    const record = await RunRecord.open(paths, run, machinery.engine)
    await record.write()
    const events = await RunEvents.open(paths, record.history)
    try {
      return await attempt(options, { ...machinery, record, events })
    } finally {
      await events.close()
    }
  })
}

/** What lives as long as an attempt at a run. */
interface Tools extends Machinery {
  readonly record: RunRecord
  readonly events: RunEvents
}

async function attempt(options: RunTrainingOptions, tools: Tools): Promise<TrainingResult> {
  const { paths, run, display, signal, watch } = options
  const { pool, engine, record, events } = tools
  const { history } = record
  const { built, photos, opening } = await prepareTraining({ run, pool, display, signal })
  const onEvent = (event: TrainingEvent) => {
    record.take(event)
    display.onTrainingEvent(event)
    watch?.run.take(event)
  }
  const afterEpoch = async (phase: Phase, epoch: number) => {
    await events.epochEnd(phase, epoch)
    await record.write()
  }
  const { rescale } = opening.preparation
  const mixed = mixPhotos(photos.train, run.train)
  const train = watch ? watchBatches(mixed, watch.run, rescale) : mixed
  const reason = await trainPhases({
    ...{ paths, built, engine, onEvent, afterEpoch, signal },
    ...{ config: run.train, classes: run.classes, photos: { ...photos, train } },
    trainLabels: photos.train.labels,
    stop: watch?.stop ?? { isRequested: false },
    say: display.print,
  })
  if (reason === 'aborted') {
    await record.write()
    return { reason, history, predictions: undefined }
  }
  const predictions = await writeResults(paths, {
    ...{ run, record, events, engine, pool, signal },
    model: built.model,
    preparation: opening.preparation,
    validation: photos.validation,
  })
  return { reason: predictions ? reason : 'aborted', history, predictions }
}
