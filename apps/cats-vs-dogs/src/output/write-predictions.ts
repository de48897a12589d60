import { join, relative, sep } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { writeFileAtomically } from '@graft-ml/core/files'
import { type DecodePool, fromDirectory } from '@graft-ml/dataset'
import type { Engine } from '@graft-ml/engine'
import { predict } from '@graft-ml/recipes'
import { type PredictionRow, predictionsCsv } from '@graft-ml/report'
import type { LayersModel } from '@tensorflow/tfjs-layers'

export interface PredictionsOptions {
  readonly model: LayersModel
  readonly engine: Engine
  readonly pool: DecodePool
  /** Folder with train/ and validation/. */
  readonly baseFolder: string
  readonly batchSize: number
  readonly signal: AbortSignal
}

/**
 * Writes what the model says of each validation photo, in the order of the files.
 *
 * @returns the path of `predictions.csv`, or nothing where it was interrupted: half a table would mislead
 */
export async function writePredictions(
  folder: string,
  options: PredictionsOptions,
): Promise<string | undefined> {
  const { model, engine, pool, baseFolder, batchSize, signal } = options
  const validation = await fromDirectory(join(baseFolder, 'validation'), {
    targetSize: [150, 150],
    batchSize,
    classMode: 'binary',
    shuffle: false,
    transform: imageDataGenerator({ rescale: 1 / 255 }),
    pool,
  })
  const classes = Object.keys(validation.classIndices)
  const rows: PredictionRow[] = []
  for await (const { outputs, labels, paths } of predict(model, { engine, data: validation, signal })) {
    outputs.data.forEach((probability, index) => {
      rows.push({
        path: relative(validation.folder, paths![index]).split(sep).join('/'),
        label: classes[labels!.data[index]],
        prediction: classes[probability > 0.5 ? 1 : 0],
        probability,
      })
    })
  }
  if (signal.aborted) return undefined
  const path = join(folder, 'predictions.csv')
  await writeFileAtomically(path, predictionsCsv(rows))
  return path
}
