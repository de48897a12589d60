import { PythonRandom } from '@graft-ml/core'
import { dense, dropout } from '@graft-ml/keras'
import { freeze } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { Setting } from '../jobs/job'

export interface ExerciseModel {
  /** From the pictures to the sigmoid. */
  readonly model: LayersModel
  /** Inception V3 without its top, frozen. */
  readonly trunk: LayersModel
  /** What the layers drew their seeds from: Keras's generator, where Keras has it before the first epoch. */
  readonly random: PythonRandom
}

/** The exercise's network: Inception V3 to mixed7, 1,024 hidden units, 20% dropout, one sigmoid. */
export async function buildExerciseModel({ imageSize, weights, seed }: Setting): Promise<ExerciseModel> {
  const random = new PythonRandom(seed)
  const trunk = await inceptionV3({
    inputShape: [imageSize, imageSize, 3],
    includeTop: false,
    weights,
    random,
  })
  freeze(trunk)
  let x = layers.flatten({ name: 'flatten' }).apply(trunk.getLayer('mixed7').output)
  x = dense({ units: 1024, activation: 'relu', random, name: 'dense' }).apply(x)
  x = dropout({ rate: 0.2, random, name: 'dropout' }).apply(x)
  x = dense({ units: 1, activation: 'sigmoid', random, name: 'dense_1' }).apply(x)
  return { model: modelOf({ inputs: trunk.inputs, outputs: x as SymbolicTensor }), trunk, random }
}
