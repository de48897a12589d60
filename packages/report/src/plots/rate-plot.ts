import * as Plot from '@observablehq/plot'
import { framedPlot, type Layout } from './plot-frame'
import { paper, type Theme } from './theme'

/** A curve through a square of shares, both axes from 0 to 1. */
export interface RateCurve {
  readonly name: string
  /** Of the same length as `y`. */
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** What a plot of two shares against each other shows: ROC, precision against recall. */
export interface RatePlot {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  /** At most six are told apart by their colour. */
  readonly curves: readonly RateCurve[]
  /** Draw what chance would give, from the lower left to the upper right. Default false. */
  readonly diagonal?: boolean
  /** Width and height in CSS pixels. Default 360. */
  readonly size?: number
  readonly theme?: Theme
}

const layout: Layout = {
  margin: { top: 60, right: 16, bottom: 48, left: 52 },
  ...{ left: 12, title: 14, titleSize: 15, yLabel: 36 },
}
/** More points than pixels show nothing more. */
const MOST_POINTS = 400

/** Draws curves of shares as a self-contained SVG, without a legend. */
export function ratePlot(plot: RatePlot): string {
  const { title, xLabel, yLabel, curves, diagonal = false, size = 360, theme = paper } = plot
  const { ink } = theme
  const shares = { domain: [0, 1] }
  const axis = { ticks: 5, tickSize: 0, tickPadding: 8, fill: ink.text, label: null } as const
  return framedPlot({
    ...{ title, xLabel, yLabel, size: [size, size], layout, theme },
    description: `${yLabel} against ${xLabel.toLowerCase()}: ${curves.map(({ name }) => name).join(', ')}.`,
    ...{ x: shares, y: shares },
    marks: [
      Plot.gridX({ stroke: ink.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.gridY({ stroke: ink.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.axisX(axis),
      Plot.axisY(axis),
      ...(diagonal ? [diagonalLine(ink.axis)] : []),
      ...curves.map((curve, index) => curveLine(curve, theme.others[index % theme.others.length]!)),
    ],
  })
}

function curveLine({ x, y }: RateCurve, stroke: string): Plot.Markish {
  const step = Math.max(1, Math.ceil(x.length / MOST_POINTS))
  const points = x
    .map((value, index) => [value, y[index]!] as const)
    .filter((_, index) => index % step === 0 || index === x.length - 1)
  return Plot.line(points, { x: '0', y: '1', stroke, strokeWidth: 2.25 })
}

function diagonalLine(stroke: string): Plot.Markish {
  const ends = [
    [0, 0],
    [1, 1],
  ]
  return Plot.line(ends, { x: '0', y: '1', stroke, strokeDasharray: '2 4' })
}
