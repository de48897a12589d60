import { InvalidArgumentError } from '@graft-ml/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracy } from './accuracy'
import { classificationReport, formatClassificationReport } from './classification-report'
import { confusionMatrix } from './confusion-matrix'
import { logLoss } from './log-loss'
import { precisionRecallF1 } from './precision-recall-f1'
import { predictedClasses } from './predicted-classes'

// Expected values of this file are scikit-learn 1.9's for the same input.
const labels = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3]
const predictions = [0, 1, 1, 1, 2, 2, 2, 0, 2, 0]

const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 50 })

describe('accuracy', () => {
  it('is the share of equal entries, typed arrays too', () => {
    expect(accuracy(labels, predictions)).toBe(0.6)
    expect(accuracy(Float32Array.of(1, 0), Int32Array.of(1, 1))).toBe(0.5)
  })

  it('refuses lists that do not match', () => {
    expect(() => accuracy([1, 0], [1])).toThrow(InvalidArgumentError)
    expect(() => accuracy([1, 0], [1])).toThrow('predictions must be as long as labels (2). Received: 1.')
    expect(() => accuracy([], [])).toThrow('at least one label')
    expect(() => accuracy([[1], [0]] as unknown as number[], [1, 0])).toThrow('metrics take flat lists')
  })
})

describe('confusionMatrix', () => {
  it('counts true classes in rows and predicted ones in columns', () => {
    expect(confusionMatrix(labels, predictions)).toEqual([
      [1, 1, 0, 0],
      [0, 2, 1, 0],
      [1, 0, 3, 0],
      [1, 0, 0, 0],
    ])
  })

  it('has room for classes that do not occur', () => {
    expect(confusionMatrix([0], [0], 2)).toEqual([
      [1, 0],
      [0, 0],
    ])
  })

  it('refuses what is no class', () => {
    expect(() => confusionMatrix([0, 1], [0, 2], 2)).toThrow('predictions[1] must be a class index')
    expect(() => confusionMatrix([0.5], [0])).toThrow('labels[0] must be a class index')
    expect(() => confusionMatrix([-1], [0])).toThrow('labels[0]')
  })
})

describe('precisionRecallF1', () => {
  it('is what scikit-learn gives, with 0/0 as 0', () => {
    const result = precisionRecallF1(labels, predictions)
    expect(result.perClass).toEqual([
      { precision: 1 / 3, recall: 0.5, f1: 0.4, support: 2 },
      { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
      { precision: 0.75, recall: 0.75, f1: 0.75, support: 4 },
      { precision: 0, recall: 0, f1: 0, support: 1 },
    ])
    expect(result.micro).toEqual({ precision: 0.6, recall: 0.6, f1: 0.6 })
    expectScores(result.macro, [0.4375, 0.47916666666666663, 0.45416666666666666])
    expectScores(result.weighted, [0.5666666666666667, 0.6, 0.58])
  })

  it('averages to the accuracy: micro always, recall weighted by support', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = [list.map(([a]) => a), list.map(([, b]) => b)]
        const { micro, weighted } = precisionRecallF1(truth, guess)
        expect(micro.f1).toBeCloseTo(accuracy(truth, guess), 12)
        expect(weighted.recall).toBeCloseTo(accuracy(truth, guess), 12)
      }),
    )
  })
})

function expectScores(
  { precision, recall, f1 }: { precision: number; recall: number; f1: number },
  expected: readonly number[],
): void {
  for (const [i, value] of [precision, recall, f1].entries()) expect(value).toBeCloseTo(expected[i]!, 14)
}

describe('classificationReport', () => {
  it('names the classes and prints as a table', () => {
    const report = classificationReport(labels, predictions, ['ant', 'bee', 'cicada', 'dragonfly'])
    expect(report.classes.map(({ name }) => name)).toEqual(['ant', 'bee', 'cicada', 'dragonfly'])
    expect(report.accuracy).toBe(0.6)
    expect(formatClassificationReport(report)).toBe(
      [
        '                  precision  recall      f1  support',
        'ant                  0.3333  0.5000  0.4000        2',
        'bee                  0.6667  0.6667  0.6667        3',
        'cicada               0.7500  0.7500  0.7500        4',
        'dragonfly            0.0000  0.0000  0.0000        1',
        '',
        'accuracy                             0.6000       10',
        'macro average        0.4375  0.4792  0.4542       10',
        'weighted average     0.5667  0.6000  0.5800       10',
        '',
      ].join('\n'),
    )
  })

  it('refuses indices without a name', () => {
    expect(() => classificationReport([0, 2], [0, 1], ['a', 'b'])).toThrow('below 2')
  })
})

describe('logLoss', () => {
  it('is what scikit-learn gives', () => {
    const binary = logLoss(
      [0, 1, 1, 0, 1, 0, 0, 1, 1, 0],
      [0.1, 0.9, 0.4, 0.4, 0.35, 0.8, 0.2, 0.7, 0.4, 0.05],
    )
    expect(binary).toBeCloseTo(0.5844499945403224, 12)
    const rows = [
      [0.7, 0.2, 0.1],
      [0.1, 0.6, 0.3],
      [0.2, 0.2, 0.6],
      [0.3, 0.4, 0.3],
    ]
    expect(logLoss([0, 1, 2, 0], rows)).toBeCloseTo(0.6455747489491626, 12)
  })

  it('clips as Keras does, so that certainty about the wrong class is finite', () => {
    expect(logLoss([1], [0])).toBeCloseTo(-Math.log(1e-7), 12)
    expect(logLoss([0], [1])).toBeCloseTo(-Math.log(1e-7), 6)
  })

  it('refuses what is no probability', () => {
    expect(() => logLoss([1, 0], [0.5, 1.5])).toThrow('probabilities[1] must be')
    expect(() => logLoss([2], [0.5])).toThrow('labels[0]')
    expect(() => logLoss([0, 1], [[0.5, 0.5], [1]])).toThrow('probabilities[1] must be 2 numbers')
  })
})

describe('predictedClasses', () => {
  it('thresholds above, not at, one half', () => {
    expect(predictedClasses([0.2, 0.5, 0.51])).toEqual([0, 0, 1])
    expect(predictedClasses([0.2, 0.5, 0.51], 0.1)).toEqual([1, 1, 1])
  })

  it('takes the first of the largest', () => {
    const rows = [
      [0.1, 0.6, 0.3],
      [0.4, 0.2, 0.4],
    ]
    expect(predictedClasses(rows)).toEqual([1, 0])
  })
})
