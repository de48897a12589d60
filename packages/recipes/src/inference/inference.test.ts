import { createEngine, type Engine } from '@graft-ml/engine'
import { losses, memory, type Tensor, tensor } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { redOrNot, smallModel } from '../test-support/small-model'
import { evaluate } from './evaluate'
import { predict } from './predict'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'cpu' })
})

it('predicts what the model itself predicts, in order', async () => {
  const { model } = smallModel()
  const data = redOrNot({ batches: 2 })
  const before = memory().numTensors
  const seen: string[] = []
  for await (const { outputs, labels, paths } of predict(model, { engine, data })) {
    expect(outputs.shape).toEqual([8, 1])
    expect(labels?.shape).toEqual([8, 1])
    seen.push(...paths!)
  }
  expect(memory().numTensors).toBe(before)
  expect(seen).toHaveLength(16)
  expect(seen[8]).toBe('1-0.png')

  for await (const { images } of data) {
    const expected = [...(model.predict(tensor(images.data, [8, 8, 8, 3])) as Tensor).dataSync()]
    const first = predict(model, { engine, data, steps: 1 })
    const { value } = await first.next()
    await first.return(undefined)
    for (const [row, output] of value!.outputs.data.entries()) expect(output).toBeCloseTo(expected[row], 5)
    break
  }
  model.dispose()
})

it('evaluates loss and accuracy of all batches together', async () => {
  const { model } = smallModel()
  const data = redOrNot({ batches: 3 })
  const { loss, acc } = await evaluate(model, { engine, data })
  let sum = 0
  let hits = 0
  for await (const { images, labels } of data) {
    const outputs = model.predict(tensor(images.data, [8, 8, 8, 3])) as Tensor
    const truth = tensor(labels!.data, [8, 1])
    sum += losses.logLoss(truth, outputs, undefined, 1e-7).dataSync()[0]
    outputs.dataSync().forEach((output, row) => {
      hits += Number(output > 0.5) === labels!.data[row] ? 1 : 0
    })
  }
  expect(loss).toBeCloseTo(sum / 3, 5)
  expect(acc).toBeCloseTo(hits / 24, 6)
  model.dispose()
})
