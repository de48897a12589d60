import { expect, it } from 'vitest'
import { oneCycle } from './one-cycle'
import type { StepSchedule } from './step-schedule'
import { warmUp } from './warm-up'

/** The rates of two epochs of five steps, of an optimizer's rate of 2. */
function ratesOf(schedule: StepSchedule): number[] {
  const place = { steps: 10, stepsPerEpoch: 5, learningRate: 2 }
  return Array.from({ length: 10 }, (_, step) => Number(schedule({ ...place, step }).toPrecision(4)))
}

it('warms up in even steps, and stays', () => {
  expect(ratesOf(warmUp())).toEqual([0.4, 0.8, 1.2, 1.6, 2, 2, 2, 2, 2, 2])
  expect(ratesOf(warmUp({ epochs: 0.4 }))).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2])
  expect(ratesOf(warmUp({ epochs: 0 }))[0]).toBe(2)
})

it('warms up and sinks along half a cosine to its end', () => {
  const rates = ratesOf(warmUp({ decay: 'cosine', end: 0.1 }))
  expect(rates.slice(0, 6)).toEqual([0.4, 0.8, 1.2, 1.6, 2, 2])
  expect(rates[7]).toBeCloseTo(1.1, 3)
  expect(rates[9]).toBe(0.2)
})

// The numbers of PyTorch's OneCycleLR(max_lr=2, total_steps=10) with its defaults.
it('goes through one cycle', () => {
  expect(ratesOf(oneCycle())).toEqual([0.08, 1.04, 2, 1.901, 1.623, 1.223, 0.7775, 0.3765, 0.09904, 0.000008])
})

it('survives a cycle of few steps', () => {
  const place = { stepsPerEpoch: 2, learningRate: 1 }
  for (const steps of [1, 2, 3])
    for (let step = 0; step < steps; step++) expect(oneCycle()({ ...place, step, steps })).toBeGreaterThan(0)
})

it.each([
  [() => oneCycle({ rise: 2 }), /rise must be a number from 0 to 1/],
  [() => warmUp({ epochs: -1 }), /epochs must be a number, 0 or above/],
  [() => warmUp({ decay: 'linear' as never }), /'none', 'cosine'/],
])('refuses what makes no schedule: %s', (make, message) => {
  expect(make).toThrow(message)
})
