import type { BatchSource } from '@graft-ml/core'
import { createEngine, type Engine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { photoPasses } from '../test-support/photo-passes'
import { smallModel } from '../test-support/small-model'
import { evaluate } from './evaluate'
import { predict } from './predict'
import type { Views } from './views'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'onnx' })
})

/** A view of the same ten photos, whatever the number. */
const view = (seed: number): BatchSource => photoPasses({ shuffle: false, augment: seed > 0, seed }).epoch!()

async function outputsOf(model: ReturnType<typeof smallModel>['model'], data: Views): Promise<number[]> {
  const all: number[] = []
  for await (const { outputs } of predict(model, { engine, data })) all.push(...outputs.data)
  return all
}

describe('several views of the same pictures', () => {
  it('give the mean of what each of them gives', async () => {
    const { model } = smallModel()
    const alone = await Promise.all([0, 1, 2].map((seed) => outputsOf(model, view(seed))))
    const tensors = memory().numTensors
    const together = await outputsOf(model, [view(0), view(1), view(2)])
    expect(memory().numTensors).toBe(tensors)
    expect(together).toHaveLength(10)
    for (const [row, value] of together.entries())
      expect(value).toBeCloseTo((alone[0][row] + alone[1][row] + alone[2][row]) / 3, 6)
    expect(alone[1]).not.toEqual(alone[0])
    expect(await outputsOf(model, [view(1)])).toEqual(alone[1])
    model.dispose()
  })

  it('are judged by their mean', async () => {
    const { model } = smallModel()
    const { loss, acc } = await evaluate(model, { engine, data: [view(0), view(1)] })
    let [sum, right, rows] = [0, 0, 0]
    for await (const { outputs, labels } of predict(model, { engine, data: [view(0), view(1)] })) {
      for (const [row, output] of outputs.data.entries()) {
        const label = labels!.data[row]
        sum -= Math.log(label === 1 ? output : 1 - output)
        right += Number(output > 0.5 === (label === 1))
        rows++
      }
    }
    expect(loss).toBeCloseTo(sum / rows, 5)
    expect(acc).toBeCloseTo(right / rows, 6)
    const plain = await evaluate(model, { engine, data: view(0) })
    expect(loss).not.toBeCloseTo(plain.loss, 5)
    model.dispose()
  })

  it('must show the same pictures in the same order', async () => {
    const { model } = smallModel()
    const shuffled = photoPasses({ seed: 3 }).epoch!()
    await expect(outputsOf(model, [view(0), shuffled])).rejects.toMatchObject({
      code: 'VIEWS_DIFFER',
      message: expect.stringContaining('data[1] shows other pictures'),
    })
    model.dispose()
  })
})
