import type { TrainingEvent } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import type { Message, Snapshot, WatchedPhase } from './message'
import { leftOf, placeInWords, shareOf } from './page/words'
import { WatchedRun } from './watched-run'

const begin = (phase: 'featureExtraction' | 'fineTuning', epochs = 2): TrainingEvent => ({
  ...{ type: 'phase-begin', phase, epochs, stepsPerEpoch: 4, validationSteps: 2, trainableParameters: 1 },
})
const step = (epoch: number, at: number, stage: 'train' | 'validate' = 'train'): TrainingEvent => ({
  ...{ type: 'step', phase: 'fineTuning', stage, epoch, step: at, steps: 4, logs: { loss: 1, acc: 0.5 } },
})
const end = (epoch: number): TrainingEvent => ({
  ...{ type: 'epoch-end', phase: 'fineTuning', epoch, seconds: 1, learningRate: 1 },
  logs: { loss: 1, acc: 0.5, val_loss: 2, val_acc: 0.75 },
})

function snapshotOf(run: WatchedRun): Snapshot {
  const seen: Message[] = []
  run.listen((message) => seen.push(message))()
  return (seen[0] as Extract<Message, { type: 'snapshot' }>).snapshot
}

describe('WatchedRun', () => {
  it('tells whoever comes later all that there was', () => {
    const run = new WatchedRun('cats', () => 5)
    for (const event of [begin('featureExtraction'), step(0, 0), step(0, 3), end(0), begin('fineTuning')])
      run.take(event)
    run.take(step(0, 1))
    const { title, phases, training, validation, place } = snapshotOf(run)
    expect(title).toBe('cats')
    expect(phases.map(({ phase, offset, begin }) => ({ phase, offset, begin }))).toEqual([
      { phase: 'featureExtraction', offset: 0, begin: 5 },
      { phase: 'fineTuning', offset: 1, begin: 5 },
    ])
    expect(training.map(({ x }) => x)).toEqual([0.25, 1, 1.5])
    expect(validation).toEqual([{ x: 1, loss: 2, acc: 0.75 }])
    expect(place).toEqual({ stage: 'train', epoch: 0, step: 1 })
  })

  it('tells whoever listens what happens, and nobody else', () => {
    const run = new WatchedRun('cats')
    run.take(begin('fineTuning'))
    const seen: string[] = []
    expect(run.isWatched).toBe(false)
    const stop = run.listen(({ type }) => seen.push(type))
    expect(run.isWatched).toBe(true)
    run.take(step(0, 0))
    run.take(step(0, 0, 'validate'))
    run.take(end(0))
    run.showBatch('data:')
    run.end('completed')
    stop()
    run.take(step(1, 0))
    expect(seen).toEqual(['snapshot', 'step', 'step', 'epoch', 'batch', 'ended'])
    expect(snapshotOf(run)).toMatchObject({ ended: 'completed', batch: 'data:' })
  })

  it('does not grow without end', () => {
    const run = new WatchedRun('cats')
    run.take(begin('fineTuning', 10_000))
    for (let epoch = 0; epoch < 3000; epoch++) for (let at = 0; at < 4; at++) run.take(step(epoch, at))
    const { training } = snapshotOf(run)
    expect(training.length).toBeLessThanOrEqual(4000)
    expect(training.at(-1)!.x).toBe(3000)
  })
})

describe('what the page says', () => {
  const phase: WatchedPhase = {
    phase: 'fineTuning',
    ...{ epochs: 10, steps: 100, validationSteps: 50 },
    ...{ engine: '', begin: 1000, offset: 2 },
  }

  it('of where a run is', () => {
    expect(placeInWords(phase, undefined)).toBe('Fine-tuning begins …')
    expect(placeInWords(phase, { stage: 'train', epoch: 2, step: 40 })).toBe(
      'Fine-tuning, epoch 3 of 10, step 41 of 100',
    )
    expect(placeInWords(phase, { stage: 'validate', epoch: 2, step: 0 })).toBe(
      'Fine-tuning, epoch 3 of 10, validating',
    )
  })

  it('of how much is done, and how long the rest takes', () => {
    expect(shareOf(phase, undefined)).toBe(0)
    expect(shareOf(phase, { stage: 'train', epoch: 0, step: 99 })).toBeCloseTo(100 / 1500)
    expect(shareOf(phase, { stage: 'validate', epoch: 9, step: 49 })).toBe(1)
    expect(leftOf(phase, 0.25, 61_000)).toBe('About 3 min left in this phase')
    expect(leftOf(phase, 0.5, 61_000)).toBe('About 60 s left in this phase')
    expect(leftOf(phase, 0.01, 2000)).toBe('')
    expect(leftOf(phase, 1, 61_000)).toBe('')
  })
})
