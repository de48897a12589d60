import type { TrainingEvent } from '@graft-ml/core'
import { expect, it } from 'vitest'
import { StageClock } from './stage-clock'

const step = (stage: 'train' | 'validate'): TrainingEvent => ({
  ...{ type: 'step', phase: 'fineTuning', stage, epoch: 0, step: 0, steps: 1, logs: {} },
})

it('gives every moment to one stage, those of earlier attempts included', () => {
  let now = 0
  const clock = new StageClock({ fineTuning: 100 }, () => now)
  const at = (seconds: number, event: TrainingEvent) => {
    now = seconds * 1000
    clock.take(event)
  }
  at(3, {
    ...{ type: 'phase-begin', phase: 'fineTuning', epochs: 1, stepsPerEpoch: 1, validationSteps: 1 },
    trainableParameters: 1,
  })
  at(3.5, { type: 'epoch-begin', phase: 'fineTuning', epoch: 0 })
  at(7, step('train'))
  at(9, step('validate'))
  at(9.25, {
    ...{ type: 'epoch-end', phase: 'fineTuning', epoch: 0, logs: {}, seconds: 6, learningRate: 1 },
  })
  now = 12_000
  clock.count('results')
  expect(clock.seconds).toEqual({
    ...{ preparation: 3, featureExtraction: 0, fineTuning: 104, validation: 2.25, results: 2.75 },
  })
})
