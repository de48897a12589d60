import type { Preparation } from '@graft-ml/core'
import { loadModel } from '@graft-ml/recipes'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { preparationIn } from '../photos/preparation'
import { type FoundModel, findModel } from './find-model'

/** A trained model that knows how photos are prepared for it. */
export interface Classifier extends FoundModel {
  readonly model: LayersModel
  readonly preparation: Preparation
}

/** @throws CliError `UNFINISHED_RUN`, `NOT_A_RUN`, `NOT_A_CLASSIFIER`; RecipeError `NOT_A_MODEL_FOLDER` */
export async function openClassifier(here: string, named: string | undefined): Promise<Classifier> {
  const found = await findModel(here, named)
  const { model, metadata } = await loadModel(found.folder)
  return { ...found, model, preparation: preparationIn(metadata, found.folder) }
}
