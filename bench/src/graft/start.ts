import type { Setting } from '../jobs/job'
import { buildExerciseModel } from './exercise-model'
import { trainPhase } from './phases'
import { openPhotos } from './photos'
import { openMachine } from './threads'

/** The exercise from its beginning; `onFirstStep` is called when its first training step has ended. */
export async function runStart(job: Setting & { steps: number }, onFirstStep: () => void): Promise<void> {
  const { engine, pool } = await openMachine(job)
  const built = await buildExerciseModel(job)
  const train = await openPhotos(job, 'train', pool)
  const validation = await openPhotos(job, 'validation', pool)
  const enough = new AbortController()
  await trainPhase(built, 'featureExtraction', {
    engine,
    train,
    validation,
    epochs: 2,
    stepsPerEpoch: job.steps,
    signal: enough.signal,
    onEvent: ({ type }) => {
      if (type !== 'step' || enough.signal.aborted) return
      onFirstStep()
      enough.abort()
    },
  })
}
