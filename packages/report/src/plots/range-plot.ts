import * as Plot from '@observablehq/plot'
import { lossDomain } from './domains'
import type { PlotOptions } from './history-plots'
import { framedPlot, type Layout } from './plot-frame'
import { paper, type Theme } from './theme'

/** A step of a learning-rate range test, as `findLearningRate` of @graft-ml/recipes gives it. */
export interface RangeTrial {
  readonly learningRate: number
  readonly loss: number
  readonly smoothedLoss: number
}

/** What a learning-rate range test gave. */
export interface LearningRateRangeData {
  readonly trials: readonly RangeTrial[]
  /** The rate to mark; undefined marks none. */
  readonly suggestion: number | undefined
}

const layout: Layout = {
  margin: { top: 84, right: 24, bottom: 52, left: 58 },
  ...{ left: 24, title: 22, titleSize: 18, yLabel: 46 },
}

/**
 * The losses of a learning-rate range test over the rates, which stand on a logarithmic axis, as an SVG.
 *
 * @returns A self-contained SVG; words are text, in Inter or a sans-serif font of the reader's.
 */
export function learningRateRangePlot(
  { trials, suggestion }: LearningRateRangeData,
  { size = [760, 440], theme = paper }: PlotOptions = {},
): string {
  // A few wild batches must not press the curve to the ground.
  const domain = lossDomain(trials.map(({ smoothedLoss }) => smoothedLoss))
  return framedPlot({
    ...{ title: 'Loss while the learning rate rises', xLabel: 'Learning rate', yLabel: 'Loss' },
    description:
      suggestion === undefined
        ? 'The loss never falls.'
        : `The smoothed loss falls most steeply at a rate of ${rateText(suggestion)}.`,
    ...{ size, layout, theme },
    x: { type: 'log' },
    y: { domain, clamp: true },
    marks: [...axes(theme), ...curves(trials, theme), ...mark(suggestion, trials, theme)],
  })
}

function axes({ ink }: Theme): Plot.Markish[] {
  return [
    Plot.gridY({ stroke: ink.grid, strokeOpacity: 1, ticks: 6 }),
    Plot.axisY({ ticks: 6, tickSize: 0, tickPadding: 8, fill: ink.text, label: null }),
    Plot.axisX({
      ticks: 6,
      tickFormat: (rate: number) => rate.toExponential(0),
      ...{ tickSize: 5, stroke: ink.axis, fill: ink.text, label: null },
    }),
    Plot.frame({ anchor: 'bottom', stroke: ink.axis }),
  ]
}

function curves(trials: readonly RangeTrial[], { others: [color], ink }: Theme): Plot.Markish[] {
  const data = [...trials]
  return [
    Plot.line(data, { x: 'learningRate', y: 'loss', stroke: ink.axis, strokeWidth: 1 }),
    Plot.line(data, { x: 'learningRate', y: 'smoothedLoss', stroke: color, strokeWidth: 2.25 }),
  ]
}

/** The suggestion, named above the frame, where no curve can run through the words. */
function mark(suggestion: number | undefined, trials: readonly RangeTrial[], { ink }: Theme): Plot.Markish[] {
  if (suggestion === undefined) return []
  const late = trials.findIndex(({ learningRate }) => learningRate >= suggestion) > 0.7 * trials.length
  return [
    Plot.ruleX([suggestion], { stroke: ink.text, strokeDasharray: '2 4', insetTop: -20 }),
    Plot.text([suggestion], {
      x: (rate: number) => rate,
      frameAnchor: 'top',
      text: (rate: number) => `Steepest at ${rateText(rate)}`,
      textAnchor: late ? 'end' : 'start',
      ...{ dx: late ? -6 : 6, dy: -16, fill: ink.text },
    }),
  ]
}

function rateText(rate: number): string {
  return rate.toExponential(1)
}
