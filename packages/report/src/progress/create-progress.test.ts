import type { TrainingEvent } from '@graft-ml/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProgress, type ProgressOptions } from './create-progress'

/** A stream that remembers, and a clock that is set by hand. */
function setUp(options: Partial<ProgressOptions> & { columns?: number } = {}) {
  const { columns = 110, ...rest } = options
  const clock = { seconds: 0 }
  const written: string[] = []
  const stream = { columns, write: (text: string) => written.push(text) }
  const progress = createProgress({ stream, color: false, now: () => clock.seconds * 1000, ...rest })
  return { progress, clock, written, stream, text: () => written.join('') }
}

type Display = ReturnType<typeof setUp>

const phase = 'featureExtraction'
const logs = { loss: 0.2553, acc: 0.9, val_loss: 0.1983, val_acc: 0.923 }

function begin({ progress }: Display, epochs = 2, stepsPerEpoch = 100, validationSteps = 50): void {
  progress.onTrainingEvent({
    type: 'phase-begin',
    phase,
    epochs,
    stepsPerEpoch,
    validationSteps,
    trainableParameters: 38_537_217,
  })
  progress.onTrainingEvent({ type: 'epoch-begin', phase, epoch: 0 })
}

function step(number: number, stage: 'train' | 'validate' = 'train', steps = 100): TrainingEvent {
  return { type: 'step', phase, stage, epoch: 0, step: number, steps, logs: { loss: 0.4312, acc: 0.8105 } }
}

const epochEnd: TrainingEvent = {
  type: 'epoch-end',
  phase,
  epoch: 0,
  logs,
  seconds: 47.4,
  learningRate: 1e-4,
}

const clearLine = '\r\u001b[K'

/** What a terminal shows: carriage returns and clears carried out. */
function screen(text: string): string[] {
  return text.split('\n').map((line) => {
    return line.split(clearLine).at(-1) ?? ''
  })
}

describe('on a terminal', () => {
  it('draws one live line with a bar, running means and the time left', () => {
    const display = setUp({ isTTY: true })
    begin(display)
    display.clock.seconds = 10
    display.progress.onTrainingEvent(step(19))
    // 0.5 s a step: 80 + 50 steps left in the epoch, 150 more in the next.
    expect(screen(display.text()).at(-1)).toBe(
      'Epoch 1/2  ━━━━━━────────────────────────  20/100  1m 05s left (2m 20s to the end)  loss: 0.4312  acc: 0.8105',
    )
  })

  it('leaves one line for each finished epoch', () => {
    const display = setUp({ isTTY: true })
    begin(display)
    display.clock.seconds = 10
    display.progress.onTrainingEvent(step(19))
    display.progress.onTrainingEvent(epochEnd)
    display.progress.onTrainingEvent({ type: 'phase-end', phase, reason: 'completed' })
    display.progress.close()
    expect(screen(display.text())).toEqual([
      'Feature extraction  2 epochs of 100 steps, 38,537,217 trainable parameters',
      'Epoch 1/2  100/100  47s  loss: 0.2553  acc: 0.9000  val_loss: 0.1983  val_acc: 0.9230',
      '',
    ])
  })

  it.each([30, 50, 70, 80, 120, 200])('never writes a line wider than %i columns', (columns) => {
    const display = setUp({ isTTY: true, columns })
    begin(display, 2, 1000, 1000)
    for (let i = 0; i < 1000; i += 50) {
      display.clock.seconds += 40
      display.progress.onTrainingEvent(step(i, i % 100 === 0 ? 'train' : 'validate', 1000))
      const loaded = i * 1e6
      display.progress.onProgress({
        status: 'download',
        name: 'cats_and_dogs_filtered.zip',
        loaded,
        total: 1e9,
      })
    }
    display.progress.onTrainingEvent(epochEnd)
    const lines = display
      .text()
      .split('\n')
      .flatMap((line) => line.split(clearLine))
      .filter((line) => !line.startsWith('Feature extraction'))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns)
    expect(lines.join(' ')).toContain('val_acc: 0.9230')
    // What does not fit is left out whole; only a title too long for the terminal is cut.
    if (columns >= 50) expect(lines.join('')).not.toContain('…')
  })

  it('drops the step count before it breaks a finished line', () => {
    const display = setUp({ isTTY: true, columns: 80 })
    begin(display)
    display.progress.onTrainingEvent(epochEnd)
    expect(screen(display.text())[1]).toBe(
      'Epoch 1/2  47s  loss: 0.2553  acc: 0.9000  val_loss: 0.1983  val_acc: 0.9230',
    )
  })

  it('draws no more often than an eye can follow, but always the last step', () => {
    const display = setUp({ isTTY: true })
    begin(display)
    display.written.length = 0
    for (let i = 0; i < 100; i++) {
      display.clock.seconds += 0.01
      display.progress.onTrainingEvent(step(i))
    }
    expect(display.written.length).toBeLessThan(15)
    expect(display.written.at(-1)).toContain('100/100')
  })

  it('makes room for lines of the caller', () => {
    const display = setUp({ isTTY: true })
    begin(display)
    display.progress.onTrainingEvent(step(19))
    display.progress.print('Found 2000 images belonging to 2 classes.')
    expect(screen(display.text())).toContain('Found 2000 images belonging to 2 classes.')
  })

  it('uses the speed of validation once it is known', () => {
    const display = setUp({ isTTY: true })
    begin(display, 1)
    display.clock.seconds = 100
    display.progress.onTrainingEvent(step(99))
    display.clock.seconds = 102
    display.progress.onTrainingEvent(step(9, 'validate', 50))
    expect(screen(display.text()).at(-1)).toMatch(
      /^Epoch 1\/1 validation {2}━.* {2}10\/50 {2}8s left {2}loss/,
    )
  })
})

describe('colour', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('is on by default and off with NO_COLOR', () => {
    vi.stubEnv('NO_COLOR', '')
    const coloured = setUp({ isTTY: true, color: undefined })
    begin(coloured)
    expect(coloured.text()).toContain('\u001b[1mFeature extraction\u001b[22m')
    vi.stubEnv('NO_COLOR', '1')
    const plain = setUp({ isTTY: true, color: undefined })
    begin(plain)
    expect(plain.text()).not.toContain('\u001b[1m')
  })

  it('follows what the stream says of itself, but not on a dumb terminal', () => {
    const write = vi.fn()
    vi.stubEnv('TERM', 'dumb')
    const progress = createProgress({ stream: { isTTY: true, write } })
    progress.onTrainingEvent(step(0))
    expect(write).not.toHaveBeenCalled()
    vi.stubEnv('TERM', 'xterm')
    createProgress({ stream: { isTTY: true, write } }).onTrainingEvent(step(0))
    expect(write).toHaveBeenCalledOnce()
  })
})

describe('elsewhere', () => {
  it('writes plain lines, progress at most every ten seconds and every tenth', () => {
    const display = setUp({ color: true })
    begin(display)
    for (let i = 0; i < 100; i++) {
      display.clock.seconds += 2
      display.progress.onTrainingEvent(step(i))
    }
    display.progress.onTrainingEvent(epochEnd)
    display.progress.close()
    const lines = display.text().split('\n')
    expect(lines[1]).toBe('Epoch 1/2  10/100  4m 40s left (9m 40s to the end)  loss: 0.4312  acc: 0.8105')
    expect(lines.filter((line) => line.includes('left'))).toHaveLength(9)
    expect(lines.at(-2)).toBe(
      'Epoch 1/2  100/100  47s  loss: 0.2553  acc: 0.9000  val_loss: 0.1983  val_acc: 0.9230',
    )
    expect(display.text()).not.toContain('\u001b')
    expect(display.text()).not.toContain('\r')
  })

  it('writes no progress for what is quick', () => {
    const display = setUp()
    begin(display)
    for (let i = 0; i < 100; i++) {
      display.clock.seconds += 0.05
      display.progress.onTrainingEvent(step(i))
    }
    display.progress.onTrainingEvent(epochEnd)
    expect(display.text().trim().split('\n')).toHaveLength(2)
  })

  it('says why a phase ended early', () => {
    const display = setUp()
    display.progress.onTrainingEvent({ type: 'phase-end', phase, reason: 'not-a-number' })
    expect(display.text()).toBe('Stopped: the loss is not a number.\n')
  })
})

describe('downloads', () => {
  const name = 'photos.zip'

  it('show speed and time left, not counting what was there before', () => {
    const display = setUp({ isTTY: true })
    display.progress.onProgress({ status: 'download', name, loaded: 50e6, total: 100e6 })
    display.clock.seconds = 5
    display.progress.onProgress({ status: 'download', name, loaded: 60e6, total: 100e6 })
    expect(screen(display.text()).at(-1)).toBe(
      'photos.zip  ━━━━━━━━━━━━━━━━━━────────────  60.0 MB of 100.0 MB  20s left  2.0 MB/s',
    )
  })

  it('have no bar when the size is not known', () => {
    const display = setUp({ isTTY: true })
    display.progress.onProgress({ status: 'download', name, loaded: 1234 })
    expect(screen(display.text()).at(-1)).toBe('photos.zip  1.2 kB')
  })

  it('say what went wrong and what is there', () => {
    const display = setUp()
    display.progress.onProgress({ status: 'retry', name, attempt: 2, reason: 'the connection was lost' })
    display.progress.onProgress({ status: 'verify', name })
    display.progress.onProgress({ status: 'ready', name, path: '/cache/photos', cached: false })
    display.progress.onProgress({ status: 'ready', name, path: '/cache/photos', cached: true })
    expect(display.text()).toBe(
      'photos.zip  the connection was lost; trying again (attempt 2)\n' +
        'photos.zip  ready in /cache/photos\n' +
        'photos.zip  already in /cache/photos\n',
    )
  })
})

it('writes nothing when it is to be quiet', () => {
  const display = setUp({ isTTY: true, quiet: true })
  begin(display)
  display.progress.onTrainingEvent(step(19))
  display.progress.onTrainingEvent(epochEnd)
  display.progress.print('hello')
  display.progress.close()
  expect(display.written).toEqual([])
})
