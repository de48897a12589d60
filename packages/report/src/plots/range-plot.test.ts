import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { learningRateRangePlot } from './range-plot'

const trials = Array.from({ length: 50 }, (_, at) => {
  const learningRate = 1e-6 * 10 ** (at / 8)
  const smoothedLoss = 1 + Math.cos(at / 10)
  return { learningRate, loss: smoothedLoss + (at % 3), smoothedLoss }
})

it('draws the losses over a logarithmic axis and marks the suggestion', () => {
  const svg = learningRateRangePlot({ trials, suggestion: trials[12]!.learningRate })
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" width="760" height="440"/)
  expect(svg).toContain('<desc>The smoothed loss falls most steeply at a rate of 3.2e-5.</desc>')
  expect(svg).toContain('Steepest at 3.2e-5')
  expect(svg).not.toMatch(/NaN|<style|<script/)
  const { document } = parseHTML(`<body>${svg}</body>`)
  const paths = [...document.querySelectorAll('path')].map((path) => path.getAttribute('d')!)
  const [, smoothed] = paths.filter((path) => path.length > 300)
  // Even steps of the logarithm are even steps along the axis.
  const xs = [...smoothed!.matchAll(/[ML]([\d.]+),/g)].map(([, x]) => Number(x))
  expect(xs[20]! - xs[10]!).toBeCloseTo(xs[40]! - xs[30]!, 0)
})

it('marks nothing where there is nothing to suggest', () => {
  const svg = learningRateRangePlot({ trials, suggestion: undefined })
  expect(svg).toContain('<desc>The loss never falls.</desc>')
  expect(svg).not.toContain('Steepest')
})
