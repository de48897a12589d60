import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { finishSvg, fontFamily } from './svg'
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

const margin = { top: 60, right: 16, bottom: 48, left: 52 }
/** More points than pixels show nothing more. */
const MOST_POINTS = 400

/** Draws curves of shares as a self-contained SVG, without a legend. */
export function ratePlot(plot: RatePlot): string {
  const { title, xLabel, yLabel, curves, diagonal = false, size = 360, theme = paper } = plot
  const { ink, background } = theme
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const axis = { ticks: 5, tickSize: 0, fill: ink.text, label: null } as const
  const svg = Plot.plot({
    document: document as unknown as Document,
    width: size,
    height: size,
    ...{ marginTop: margin.top, marginRight: margin.right },
    ...{ marginBottom: margin.bottom, marginLeft: margin.left },
    style: { fontFamily, fontSize: '13px' },
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridX({ stroke: ink.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.gridY({ stroke: ink.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({ ...axis, tickPadding: 8 }),
      Plot.axisY({ ...axis, tickPadding: 8 }),
      ...(diagonal ? [diagonalLine(ink.axis)] : []),
      ...curves.map((curve, index) => curveLine(curve, theme.others[index % theme.others.length]!)),
      Plot.text([xLabel], { frameAnchor: 'bottom', dy: 40, fill: ink.text }),
      Plot.text([yLabel], {
        frameAnchor: 'top-left',
        dx: 12 - margin.left,
        dy: 36 - margin.top,
        fill: ink.text,
      }),
      Plot.text([title], {
        frameAnchor: 'top-left',
        dx: 12 - margin.left,
        dy: 14 - margin.top,
        fontSize: 15,
        fontWeight: 600,
        fill: ink.title,
      }),
    ],
  })
  const description = `${yLabel} against ${xLabel.toLowerCase()}: ${curves.map(({ name }) => name).join(', ')}.`
  return finishSvg(svg.outerHTML, { width: size, height: size, background, title, description })
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
