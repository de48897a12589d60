import type { Phase, TrainingEvent } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { History } from './history'
import { InvalidHistoryError } from './invalid-history-error'

function epochEnd(phase: Phase, epoch: number, logs: Record<string, number>): TrainingEvent {
  return { type: 'epoch-end', phase, epoch, logs, seconds: 2 + epoch, learningRate: 1e-4 }
}

const logs = { loss: 0.5, acc: 0.75, val_loss: 0.25, val_acc: 1 }

describe('History', () => {
  it('keeps what each epoch of each phase reported', () => {
    const history = new History({ config: { epochs: 1 }, environment: { node: '20' } })
    history.record({ type: 'epoch-begin', phase: 'featureExtraction', epoch: 0 })
    history.record(epochEnd('featureExtraction', 0, logs))
    history.record(epochEnd('fineTuning', 0, { ...logs, loss: 0.4 }))
    history.record(epochEnd('fineTuning', 1, { ...logs, loss: 0.3 }))
    expect(JSON.parse(JSON.stringify(history))).toEqual({
      featureExtraction: {
        loss: [0.5],
        acc: [0.75],
        val_loss: [0.25],
        val_acc: [1],
        seconds: [2],
        learning_rate: [1e-4],
      },
      fineTuning: {
        loss: [0.4, 0.3],
        acc: [0.75, 0.75],
        val_loss: [0.25, 0.25],
        val_acc: [1, 1],
        seconds: [2, 3],
        learning_rate: [1e-4, 1e-4],
      },
      config: { epochs: 1 },
      environment: { node: '20' },
    })
    expect(history.epochs).toBe(3)
  })

  it('keeps lists in step when an epoch reports less or was not seen', () => {
    const history = new History()
    history.record(epochEnd('fineTuning', 1, { loss: 1 }))
    history.record(epochEnd('fineTuning', 2, logs))
    expect(history.fineTuning.loss).toEqual([Number.NaN, 1, 0.5])
    expect(history.fineTuning.val_acc).toEqual([Number.NaN, Number.NaN, 1])
    expect(history.featureExtraction.loss).toEqual([])
  })

  it('leaves validation empty when there is none', () => {
    const history = new History()
    history.record(epochEnd('fineTuning', 0, { loss: 1, acc: 0.5 }))
    expect(history.fineTuning.val_loss).toEqual([])
  })

  it('takes the later report of an epoch that was run again', () => {
    const history = new History()
    history.record(epochEnd('fineTuning', 0, logs))
    history.record(epochEnd('fineTuning', 0, { ...logs, loss: 9 }))
    expect(history.fineTuning.loss).toEqual([9])
  })

  it('copies what it is made from', () => {
    const first = new History()
    first.record(epochEnd('fineTuning', 0, logs))
    const second = new History(first)
    second.record(epochEnd('fineTuning', 1, logs))
    expect(first.epochs).toBe(1)
  })

  it('comes back from JSON as it was, NaN and infinities too', () => {
    const history = new History({ config: { steps: null } })
    history.record(epochEnd('featureExtraction', 0, { loss: Number.NaN, acc: 0.5 }))
    history.record(epochEnd('featureExtraction', 1, { loss: Number.POSITIVE_INFINITY, acc: 0.5 }))
    const text = JSON.stringify(history)
    expect(JSON.parse(text).featureExtraction.loss).toEqual([null, 'Infinity'])
    expect(History.parse(text)).toEqual(history)
    expect(History.parse(JSON.parse(text))).toEqual(history)
  })

  it('reads a history without quantities beyond the standard ones', () => {
    const history = History.parse({ featureExtraction: { loss: [1] }, fineTuning: {} })
    expect(history.featureExtraction.loss).toEqual([1])
    expect(history.fineTuning.acc).toEqual([])
    expect(history.config).toEqual({})
  })
})

describe('History.parse', () => {
  const list = 'a list of numbers'
  it.each([
    ['{"featureExtraction": ', 'the file must be JSON'],
    ['[]', 'the file must be an object'],
    [{ fineTuning: {} }, 'featureExtraction must be an object of lists: loss, acc'],
    [{ featureExtraction: {}, fineTuning: { loss: 3 } }, `fineTuning.loss must be ${list}. Received: 3`],
    [{ featureExtraction: {}, fineTuning: { loss: [1, 'x'] } }, 'fineTuning.loss[1] must be a number, null'],
    [
      { featureExtraction: {}, fineTuning: { loss: [1, 2], acc: [1] } },
      'fineTuning.acc must be as long as fineTuning.loss (2 epochs) or empty. Received: [1]',
    ],
    [{ featureExtraction: {}, fineTuning: {}, config: 3 }, 'config must be an object'],
  ])('names what is wrong in %j', (json, message) => {
    expect(() => History.parse(json)).toThrow(InvalidHistoryError)
    expect(() => History.parse(json)).toThrow(message)
  })
})

describe('History.toCsv', () => {
  it('writes one row an epoch', () => {
    const history = new History()
    history.record(epochEnd('featureExtraction', 0, { ...logs, acc: Number.NaN }))
    history.record(epochEnd('fineTuning', 0, { loss: 1 }))
    expect(history.toCsv().split('\r\n')).toEqual([
      'phase,epoch,loss,acc,val_loss,val_acc,seconds,learning_rate',
      'featureExtraction,1,0.5,NaN,0.25,1,2,0.0001',
      'fineTuning,1,1,,,,2,0.0001',
      '',
    ])
  })
})
