import type { Summary } from '@graft-ml/report'
import type { Gallery, PagePrediction, Picture } from '@graft-ml/report/page'
import type { LayersModel } from '@tensorflow/tfjs-layers'

export interface ResultSummariesInput {
  readonly model: LayersModel
  readonly predictions: readonly PagePrediction[]
  readonly gallery: Gallery
  readonly augmentation: Picture | undefined
}

/** What TensorBoard shows of a run that has ended: pictures, and how weights and probabilities are spread. */
export async function resultSummaries(input: ResultSummariesInput): Promise<Summary[]> {
  const { model, predictions, gallery, augmentation } = input
  const ofTruth = predictions.map(({ probabilities, label }) => probabilities[label]!)
  return [
    ...(augmentation ? [imageOf('augmentation', augmentation)] : []),
    ...gallery.mistakes.map(({ picture }, index) => imageOf(`mistakes/${index + 1}`, picture)),
    ...gallery.mistakes.flatMap(({ heat }, index) =>
      heat ? [imageOf(`mistakes_grad_cam/${index + 1}`, heat)] : [],
    ),
    { kind: 'histogram', tag: 'probability_of_the_true_class', values: ofTruth },
    ...(await weightHistograms(model)),
  ]
}

function imageOf(tag: string, { url, width, height }: Picture): Summary {
  const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  return { kind: 'image', tag, bytes, width, height }
}

/** Of the layers that were grafted on. */
async function weightHistograms({ layers }: LayersModel): Promise<Summary[]> {
  const summaries: Summary[] = []
  for (const layer of layers.filter((layer) => layer.getClassName() === 'Dense')) {
    for (const weight of layer.weights) {
      summaries.push({
        kind: 'histogram',
        tag: `weights/${weight.originalName}`,
        values: await weight.read().data<'float32'>(),
      })
    }
  }
  return summaries
}
