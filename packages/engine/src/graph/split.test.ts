import '@tensorflow/tfjs-backend-cpu'
import { batchNormalization, dense, dropout } from '@graft-ml/keras'
import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { splitForInference, splitForTraining } from './split'
import { type Graph, traceModel } from './trace'

/** image -> conv -> normalization -> relu -> pool -> hidden -> dropout -> score */
function network(): LayersModel {
  const image = input({ shape: [8, 8, 3] })
  let x = layers.conv2d({ filters: 4, kernelSize: 3, useBias: false, name: 'conv' }).apply(image)
  x = batchNormalization({ scale: false, name: 'normalization' }).apply(x)
  x = layers.activation({ activation: 'relu', name: 'relu' }).apply(x)
  x = layers.globalAveragePooling2d({ name: 'pool' }).apply(x)
  x = dense({ units: 4, name: 'hidden' }).apply(x)
  x = dropout({ rate: 0.5, name: 'dropout' }).apply(x)
  x = dense({ units: 1, name: 'score' }).apply(x)
  return modelOf({ inputs: image, outputs: x as SymbolicTensor })
}

function names(graph: Graph): string[] {
  return graph.calls.map((call) => call.layer.name)
}

function freezeAll(model: LayersModel): void {
  for (const layer of model.layers) layer.trainable = false
}

describe('splitForTraining', () => {
  it('puts what is frozen from the input on into the trunk, with what has nothing to train', () => {
    const model = network()
    for (const name of ['conv', 'normalization']) model.getLayer(name).trainable = false
    const { trunk, head } = splitForTraining(traceModel(model))
    expect(names(trunk)).toEqual(['conv', 'normalization', 'relu', 'pool'])
    expect(names(head)).toEqual(['hidden', 'dropout', 'score'])
    expect(head.inputs).toEqual(trunk.outputs)
  })

  it('gives a model without a frozen beginning an empty trunk that hands the images on', () => {
    const model = network()
    model.getLayer('hidden').trainable = false
    const graph = traceModel(model)
    const { trunk, head } = splitForTraining(graph)
    expect(trunk.calls).toEqual([])
    expect(head.inputs).toEqual(graph.inputs)
  })

  it('keeps a live BatchNormalization out even where it has no weights to train', () => {
    const image = input({ shape: [8, 8, 3] })
    const x = batchNormalization({ scale: false, center: false, name: 'live' }).apply(image)
    const graph = traceModel(modelOf({ inputs: image, outputs: x as SymbolicTensor }))
    expect(names(splitForTraining(graph).head)).toEqual(['live'])
  })

  it('never takes a layer that draws at random into the trunk', () => {
    const model = network()
    freezeAll(model)
    expect(names(splitForTraining(traceModel(model)).head)).toEqual(['dropout', 'score'])
  })

  it('cuts where several branches leave the frozen part', () => {
    const image = input({ shape: [8, 8, 3] })
    const trunkOutput = layers.conv2d({ filters: 2, kernelSize: 1, trainable: false }).apply(image)
    const left = layers.conv2d({ filters: 2, kernelSize: 1, name: 'left' }).apply(trunkOutput)
    const frozen = layers.conv2d({ filters: 2, kernelSize: 1, trainable: false }).apply(trunkOutput)
    const both = layers.concatenate({ name: 'both' }).apply([left, frozen] as SymbolicTensor[])
    const { trunk, head } = splitForTraining(
      traceModel(modelOf({ inputs: image, outputs: both as SymbolicTensor })),
    )
    expect(trunk.outputs).toHaveLength(2)
    expect(names(head)).toEqual(['left', 'both'])
  })
})

describe('splitForInference', () => {
  it('leaves only the last layer to the head, whatever is frozen', () => {
    const { trunk, head } = splitForInference(traceModel(network()))
    expect(names(head)).toEqual(['score'])
    expect(names(trunk)).toContain('dropout')
  })
})

describe('traceModel', () => {
  it('opens models that are used as layers', () => {
    const inner = sequential({ layers: [dense({ units: 2, inputShape: [3], name: 'inner' })] })
    const outer = sequential({ layers: [inner, dense({ units: 1, name: 'outer' })] })
    expect(names(traceModel(outer))).toEqual(['inner', 'outer'])
  })
})
