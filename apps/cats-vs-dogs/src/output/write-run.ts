import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileErrors } from '@graft-ml/core/files'
import { saveModel } from '@graft-ml/recipes'
import type { History } from '@graft-ml/report'
import { writeReport } from '@graft-ml/report/node'
import { type PredictionsOptions, writePredictions } from './write-predictions'

export interface RunOutput extends PredictionsOptions {
  readonly history: History
  /** Names of the classes in the order of their labels. */
  readonly classes: readonly string[]
}

/** Fails before the training rather than after it where the folder cannot be written. */
export async function makeOutputFolder(folder: string): Promise<void> {
  await withFileErrors('write', folder, () => mkdir(folder, { recursive: true }))
}

/**
 * Writes the history, the plots, the model and the predictions into a folder.
 *
 * @returns the paths written
 */
export async function writeRun(folder: string, output: RunOutput): Promise<string[]> {
  const paths = await writeReport(folder, output.history)
  const modelFolder = join(folder, 'model')
  await saveModel(output.model, modelFolder, {
    metadata: { inputSize: [150, 150], rescale: 1 / 255, classes: output.classes },
  })
  paths.push(join(modelFolder, 'model.json'))
  // Somebody who has interrupted the run does not want to wait for another pass over the photos.
  const predictions = output.signal.aborted ? undefined : await writePredictions(folder, output)
  return predictions ? [...paths, predictions] : paths
}
