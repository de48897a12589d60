import type { TrainingEvent } from '@graft-ml/core'
import { createEngine, type Engine } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import { beforeAll, expect, it } from 'vitest'
import { EarlyStopping } from '../callbacks/early-stopping'
import { LambdaCallback } from '../callbacks/lambda-callback'
import { freeze } from '../freeze/freeze'
import { redOrNot, smallModel } from '../test-support/small-model'
import { fineTuneGradually, type GradualFineTuneOptions } from './fine-tune-gradually'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'onnx' })
})

const stages = [
  { after: 'mixed', epochs: 2 },
  { after: 'stem', epochs: 3 },
]

/** Trains the small model in two stages; says which of its kernels moved in each. */
async function train(options: Partial<GradualFineTuneOptions> = {}) {
  const { base, model } = smallModel()
  freeze(base)
  const events: TrainingEvent[] = []
  const moved: string[][] = []
  let before = new Map<string, Float32Array>()
  const kernels = async () => {
    const values = await Promise.all(
      ['stem_conv', 'mixed_conv', 'score'].map(async (name) => {
        const [kernel] = model.getLayer(name).getWeights()
        return [name, (await kernel.data<'float32'>()).slice()] as const
      }),
    )
    return new Map(values)
  }
  const watching = () => [
    new LambdaCallback({
      onTrainBegin: async () => {
        before = await kernels()
      },
      onTrainEnd: async (context) => {
        await context.model()
        const after = await kernels()
        moved.push([...after.keys()].filter((name) => after.get(name)!.join() !== before.get(name)!.join()))
      },
    }),
  ]
  const result = await fineTuneGradually(model, {
    ...{ base, engine, stages, train: redOrNot(), validation: redOrNot({ seed: 2, batches: 1 }) },
    ...{
      optimizer: sgd({ learningRate: 0.05 }),
      onEvent: (event) => events.push(event),
      callbacks: watching,
    },
    ...options,
  })
  model.dispose()
  return { result, events, moved }
}

it('opens more of the trunk with each stage, in one history', async () => {
  const { result, events, moved } = await train()
  expect(moved).toEqual([['score'], ['mixed_conv', 'score']])
  expect(result.reason).toBe('completed')
  expect(result.history.val_loss).toHaveLength(5)
  expect(result.seconds).toHaveLength(5)
  const ends = events.filter((event) => event.type === 'epoch-end')
  expect(ends.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4])
  const begins = events.filter((event) => event.type === 'phase-begin')
  expect(begins.map(({ epochs }) => epochs)).toEqual([5, 5])
  expect(begins[0].trainableParameters).toBeLessThan(begins[1].trainableParameters)
  expect(events.filter(({ type }) => type === 'phase-end')).toHaveLength(1)
  expect(events.at(-1)).toMatchObject({ type: 'phase-end', reason: 'completed' })
})

it('goes on with the next stage where one was stopped early, unless it is told not to', async () => {
  const impatient = () => [new EarlyStopping({ baseline: 0, patience: 1 })]
  const { result, events } = await train({ callbacks: impatient })
  expect(result.history.loss).toHaveLength(4)
  expect(events.filter((event) => event.type === 'epoch-end').map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3])
  const ended = await train({ goOn: () => false })
  expect(ended.result.history.loss).toHaveLength(2)
  expect(ended.events.at(-1)).toMatchObject({ type: 'phase-end' })
})

it('ends where it is interrupted', async () => {
  const { result } = await train({ signal: AbortSignal.abort() })
  expect(result).toMatchObject({ reason: 'aborted', history: {} })
})

it('refuses stages that are none', async () => {
  await expect(train({ stages: [] })).rejects.toThrow(/one or more stages/)
  await expect(train({ stages: [{ after: 'mixed', epochs: 0 }] })).rejects.toThrow(/stages\[0\].epochs/)
  await expect(train({ stages: [{ after: 'mixed9', epochs: 1 }] })).rejects.toThrow(/mixed9/)
})
