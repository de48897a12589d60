import { imageDataGenerator } from '@graft-ml/augment'
import { readPreparation } from '@graft-ml/core'
import { fromFiles } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { loadModel, predict } from '@graft-ml/recipes'

export interface Answer {
  readonly path: string
  readonly name: string
  readonly probability: number
}

/** Says what photos show, one after the other: nothing is kept, whatever the number of photos. */
export async function* classify(modelFolder: string, files: readonly string[]): AsyncGenerator<Answer> {
  const engine = await createEngine()
  const { model, metadata } = await loadModel(modelFolder)
  // How photos are prepared for this model, and what its outputs mean, was saved with it.
  const { inputSize: targetSize, rescale, classes, ...reading } = readPreparation(metadata)
  const transform = imageDataGenerator({ rescale })
  const photos = await fromFiles(files, { ...reading, targetSize, transform })
  try {
    for await (const { outputs, paths } of predict(model, { engine, data: photos.epoch() })) {
      for (const [row, path] of paths!.entries()) {
        const probabilities = outputs.data.subarray(row * classes.length, (row + 1) * classes.length)
        const best = probabilities.indexOf(Math.max(...probabilities))
        yield { path, name: classes[best]!, probability: probabilities[best]! }
      }
    }
  } finally {
    await photos.close()
    model.dispose()
  }
}
