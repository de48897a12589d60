import type { NdArray } from '@graft-ml/core'
import type { PreparedModel, StepResult } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'

interface RunOptions {
  readonly model: LayersModel
  readonly prepared: PreparedModel
  readonly images: NdArray
  /** [N, 1] */
  readonly labels: NdArray
  readonly steps: number
}

/** What a run left behind. */
export interface TrainedRun {
  /** Loss before, of each step, and after. */
  readonly losses: readonly number[]
  /** Accuracy of each step, and after. */
  readonly accuracies: readonly number[]
  /** Outputs after training. */
  readonly predictions: Float32Array
  /** Kernel of the first dense layer of the head. */
  readonly kernel: Float32Array
  /** Values of every BatchNormalization, by layer: beta, moving mean, moving variance. */
  readonly batchNormsBefore: BatchNorms
  readonly batchNormsAfter: BatchNorms
}

export type BatchNorms = ReadonlyMap<string, readonly Float32Array[]>

/** Evaluates, trains on one batch again and again, evaluates. */
export async function runSteps({ model, prepared, images, labels, steps }: RunOptions): Promise<TrainedRun> {
  const { trunk, step } = prepared
  const batchNormsBefore = await readBatchNorms(model)
  const features = await trunk.run(images)
  const before = await step.evaluate(features, labels)
  const trained: StepResult[] = []
  for (let at = 0; at < steps; at++) trained.push(await step.run(features, labels))
  const after = await step.evaluate(features, labels)
  await step.sync()
  return {
    losses: [before, ...trained, after].map(({ loss }) => loss),
    accuracies: [...trained, after].map(({ outputs }) => accuracy(outputs, labels)),
    predictions: after.outputs.data,
    kernel: await model.getLayer('dense').weights[0].read().data<'float32'>(),
    batchNormsBefore,
    batchNormsAfter: await readBatchNorms(model),
  }
}

function accuracy({ data }: NdArray, labels: NdArray): number {
  const right = data.filter((output, at) => (output > 0.5 ? 1 : 0) === labels.data[at])
  return right.length / data.length
}

/** Copies: the cpu backend hands out the very array that a layer holds. */
async function readBatchNorms(model: LayersModel): Promise<BatchNorms> {
  const layers = model.layers.filter((layer) => layer.getClassName() === 'BatchNormalization')
  const values = layers.map(({ weights }) =>
    Promise.all(weights.map(async (weight) => Float32Array.from(await weight.read().data()))),
  )
  return new Map((await Promise.all(values)).map((weights, at) => [layers[at].name, weights]))
}
