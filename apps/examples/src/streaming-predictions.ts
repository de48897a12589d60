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
        const units = outputs.shape[1]!
        const given = [...outputs.data.subarray(row * units, (row + 1) * units)]
        // A single output is the probability of the second of two classes.
        const probabilities = units === 1 ? [1 - given[0]!, given[0]!] : given
        const best = probabilities.indexOf(Math.max(...probabilities))
        yield { path, name: classes[best]!, probability: probabilities[best]! }
      }
    }
  } finally {
    await photos.close()
    model.dispose()
  }
}
