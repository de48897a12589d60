import type { BatchSource } from '@graft-ml/core'
import { createEngine } from '@graft-ml/engine'
import { expect, it } from 'vitest'
import { evaluate, featureExtraction, freeze } from '../../src/index'
import { photoPasses } from '../../src/test-support/photo-passes'
import { smallModel } from '../../src/test-support/small-model'
import { smallEngine, weightsOf } from '../support/small-run'

/** The same batches, and spoilt as soon as their memory is given back, as a source may do that uses it again. */
function recycling(source: BatchSource & { epoch(pass: number): BatchSource }) {
  const taken: number[] = []
  const recycle = (images: Float32Array) => {
    taken.push(images.length)
    images.fill(Number.NaN)
  }
  const epoch = (pass = 0) => ({ ...source.epoch(pass), recycle })
  return { source: { ...source, epoch, recycle }, taken }
}

const train = () => photoPasses({ photos: 12, augment: true }) as Parameters<typeof recycling>[0]
const validation = () => photoPasses({ photos: 8 }) as Parameters<typeof recycling>[0]

async function run(source: BatchSource, validationSource: BatchSource) {
  await smallEngine()
  const engine = await createEngine({ engine: 'onnx' })
  const { base, model } = smallModel()
  freeze(base)
  const options = { engine, train: source, validation: validationSource, epochs: 3 }
  const { history } = await featureExtraction(model, options)
  const result = {
    history,
    weights: weightsOf(model),
    after: await evaluate(model, { engine, data: source }),
  }
  model.dispose()
  return result
}

it('goes back to the source when the trunk has read it, and changes nothing', async () => {
  const plain = await run(train(), validation())
  const [trained, validated] = [recycling(train()), recycling(validation())]
  expect(await run(trained.source, validated.source)).toEqual(plain)
  // Three epochs and an evaluation of three batches; what was read ahead of an end may come on top. One validation.
  expect(trained.taken.length).toBeGreaterThanOrEqual(3 * 3 + 3)
  expect(new Set(trained.taken)).toEqual(new Set([4 * 192]))
  expect(validated.taken).toEqual([4 * 192, 4 * 192])
})
