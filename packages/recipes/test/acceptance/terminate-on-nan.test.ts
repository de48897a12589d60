import { readdir } from 'node:fs/promises'
import type { BatchSource } from '@graft-ml/core'
import { createEngine } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import { describe, expect, it } from 'vitest'
import { EarlyStopping, LambdaCallback, ModelCheckpoint } from '../../src/index'
import { redOrNot } from '../../src/test-support/small-model'
import { temporaryFolder } from '../../src/test-support/temporary-folder'
import { smallRun, spoilt } from '../support/small-run'

// Keras needs the callback TerminateOnNaN for what Graft does always, and trains on with NaN without it. Keras also
// logs the broken epoch and calls on_epoch_end with it; here history, callbacks and files hold whole epochs alone.

const pictures = (batches = 3) => redOrNot({ batches, batchSize: 4 })

/** Labels of one batch, counted from 0 over all passes, are what `value` says. */
function mislabelled(source: BatchSource, at: number, value: number): BatchSource {
  let batches = 0
  return {
    batchesPerEpoch: source.batchesPerEpoch,
    async *[Symbol.asyncIterator]() {
      for await (const batch of source) {
        const { shape, data } = batch.labels!
        yield batches++ === at ? { ...batch, labels: { shape, data: data.map(() => value) } } : batch
      }
    },
  }
}

/** Watches a run: what was called, and the weights after each step and at the end. */
function watch() {
  const calls: string[] = []
  const weights: (readonly Float32Array[])[] = []
  const callback = new LambdaCallback({
    onStepEnd: async (context, step) => {
      calls.push(`step ${step}`)
      weights.push(await context.snapshot())
    },
    onEpochEnd: (_context, epoch) => void calls.push(`epoch ${epoch}`),
    onTrainEnd: async (context) => {
      calls.push(`end: ${context.reason}`)
      weights.push(await context.snapshot())
    },
  })
  return { calls, weights, callback }
}

describe('a loss that is not finite ends the training', () => {
  it.each([
    ['NaN in the pictures', spoilt(pictures(), 4, Number.NaN), {}],
    ['infinity in the pictures', spoilt(pictures(), 4, Number.POSITIVE_INFINITY), {}],
    ['infinity in the labels', mislabelled(pictures(), 4, Number.POSITIVE_INFINITY), {}],
    // Its square is beyond single precision: the loss is infinite, not NaN.
    ['an error too large to square', mislabelled(pictures(), 4, 1e30), { loss: 'meanSquaredError' as const }],
  ])(
    '%s: the weights of the step before are kept, the history holds the epochs before',
    async (_what, train, options) => {
      const { calls, weights, callback } = watch()
      const { reason, history, seconds } = await smallRun({
        epochs: 9,
        train,
        callbacks: [callback],
        ...options,
      })
      expect(reason).toBe('not-a-number')
      expect(Object.values(history).map((values) => values.length)).toEqual([1, 1, 1, 1])
      expect(seconds).toHaveLength(1)
      expect(calls).toEqual(['step 0', 'step 1', 'step 2', 'epoch 0', 'step 0', 'end: not-a-number'])
      expect(weights.at(-1)).toEqual(weights.at(-2))
      expect(weights.at(-1)!.every((array) => array.every(Number.isFinite))).toBe(true)
    },
  )

  it('in the very first step: nothing has changed', async () => {
    const untouched = await smallRun({ epochs: 0 })
    const run = await smallRun({ train: spoilt(pictures(), 0, Number.NaN) })
    expect(run).toMatchObject({ reason: 'not-a-number', history: {} })
    expect(run.weights).toEqual(untouched.weights)
  })

  it('in the validation', async () => {
    const validation = spoilt(redOrNot({ seed: 2, batches: 2, batchSize: 4 }), 3, Number.NaN)
    const { calls, callback } = watch()
    const { reason, history } = await smallRun({ epochs: 9, validation, callbacks: [callback] })
    expect(reason).toBe('not-a-number')
    expect(history.loss).toHaveLength(1)
    expect(history.val_loss).toHaveLength(1)
    expect(calls.slice(-2)).toEqual(['step 2', 'end: not-a-number'])
  })
})

describe('an update that spoils the weights after a loss that was still finite', () => {
  const exploding = { optimizer: sgd({ learningRate: 1e300 }) }

  it.each(['cpu', 'onnx'] as const)('brings back the weights of the last whole epoch: %s', async (name) => {
    const untouched = await smallRun({ epochs: 0 })
    const { weights, callback } = watch()
    const engine = await createEngine({ engine: name })
    const run = await smallRun({ ...exploding, engine, callbacks: [callback] })
    expect(run).toMatchObject({ reason: 'not-a-number', history: {} })
    expect(weights[0].every((array) => array.every(Number.isFinite))).toBe(false)
    expect(run.weights).toEqual(untouched.weights)
  })

  it('is found at the end of the epoch, before anything is saved of it', async () => {
    const folder = await temporaryFolder()
    const run = await smallRun({
      ...exploding,
      train: pictures(1),
      validation: undefined,
      callbacks: [
        new ModelCheckpoint({ folder: `${folder}/{epoch}` }),
        new EarlyStopping({ monitor: 'loss', restoreBestWeights: true }),
      ],
    })
    expect(run).toMatchObject({ reason: 'not-a-number', history: {} })
    expect(await readdir(folder)).toEqual([])
    expect(run.weights).toEqual((await smallRun({ epochs: 0 })).weights)
  })

  it('does not keep early stopping from bringing back its best weights', async () => {
    const { weights, callback } = watch()
    const stopping = new EarlyStopping({ monitor: 'loss', patience: 9, restoreBestWeights: true })
    const rate = new LambdaCallback({
      onEpochBegin: (context, epoch) => {
        context.learningRate = epoch < 2 ? 0.01 : 1e300
      },
    })
    const run = await smallRun({ epochs: 5, callbacks: [rate, stopping, callback] })
    expect(run.reason).toBe('not-a-number')
    expect(run.history.loss).toHaveLength(2)
    expect(stopping.bestEpoch).toBe(run.history.loss[1] < run.history.loss[0] ? 1 : 0)
    expect(weights.at(-1)).toEqual(weights[3 * stopping.bestEpoch! + 2])
  })
})

it('a run whose losses are finite is not stopped', async () => {
  const { reason, history } = await smallRun()
  expect(reason).toBe('completed')
  expect(history.loss).toHaveLength(2)
})
