// The exercise in miniature with the built packages, from a folder of pictures: a process for the tests to kill.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { batchNormalization, dense, dropout, rmsprop, sgd } from '@graft-ml/keras'
import {
  BackupAndRestore,
  CsvLogger,
  EarlyStopping,
  featureExtraction,
  fineTune,
  freeze,
  unfreezeAfter,
} from '@graft-ml/recipes'
import { input, layers, model as modelOf } from '@tensorflow/tfjs-layers'

const { pictures, folder, hold } = JSON.parse(process.argv[2])
const engine = await createEngine({ engine: 'cpu' })

function block(x, name, seed) {
  const kernelInitializer = { className: 'GlorotUniform', config: { seed } }
  const convolution = layers.conv2d({ filters: 4, kernelSize: 3, useBias: false, kernelInitializer, name })
  const normalized = batchNormalization({ scale: false, name: `${name}_normalization` }).apply(
    convolution.apply(x),
  )
  return layers.activation({ activation: 'relu' }).apply(normalized)
}

const image = input({ shape: [8, 8, 3] })
const base = modelOf({ inputs: image, outputs: block(block(image, 'stem', 1), 'top', 2) })
freeze(base)
let x = layers.globalAveragePooling2d({}).apply(base.outputs[0])
x = dense({ units: 8, activation: 'relu', seed: 3 }).apply(x)
x = dropout({ rate: 0.2, seed: 4 }).apply(x)
const model = modelOf({
  inputs: image,
  outputs: dense({ units: 1, activation: 'sigmoid', seed: 5 }).apply(x),
})

// Shuffled anew for each pass, and passes that do not end where epochs do.
const flow = { targetSize: [8, 8], classMode: 'binary', batchSize: 3, workers: 0 }
const train = await fromDirectory(join(pictures, 'train'), { ...flow, seed: 7 })
const validation = await fromDirectory(join(pictures, 'validation'), { ...flow, seed: 8 })

const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)
let steps = 0
const onEvent = (event) => {
  say(event)
  if (event.type !== 'step' || event.phase !== hold?.phase || ++steps < hold.steps) return
  // Where the kill is slow to come, it does not come too late.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
}
const fit = {
  engine,
  train,
  validation,
  stepsPerEpoch: 4,
  validationSteps: 1,
  metrics: ['acc', 'auc'],
  onEvent,
}
const backup = (deleteCheckpoint) =>
  new BackupAndRestore({ folder: join(folder, 'backup'), saveFrequency: 1, deleteCheckpoint })
const callbacks = (phase) => [
  new EarlyStopping({ patience: 2, restoreBestWeights: true }),
  new CsvLogger({ path: join(folder, `${phase}.csv`) }),
]

const extracted = await featureExtraction(model, {
  ...fit,
  epochs: 2,
  optimizer: rmsprop({ learningRate: 0.01 }),
  // Kept until the end of the other phase, so that this one is not trained a second time.
  callbacks: [backup(false), ...callbacks('extraction')],
})
unfreezeAfter(base, 'stem')
const tuned = await fineTune(model, {
  ...fit,
  epochs: 3,
  optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }),
  callbacks: [backup(true), ...callbacks('tuning')],
})

const hash = createHash('sha256')
for (const weight of model.weights) hash.update(new Uint8Array(weight.read().dataSync().slice().buffer))
const phases = [extracted, tuned].map(({ history, resumedAt }) => ({ history, resumedAt }))
say({ type: 'end', phases, weights: hash.digest('hex') })
