import * as Plot from '@observablehq/plot'
import { epochTicks } from './epoch-ticks'
import { framedPlot } from './plot-frame'
import { spreadLabels } from './spread-labels'
import type { Series, Theme } from './theme'

/** What a plot of one quantity shows. */
export interface LinePlot {
  readonly title: string
  readonly yLabel: string
  readonly yDomain: readonly [low: number, high: number]
  /** Default false. */
  readonly isLogarithmic?: boolean
  readonly series: readonly Series[]
  /** The last value as it stands at a curve's end. Default: three decimals. */
  readonly format?: (value: number) => string
  /** How many epochs came before fine-tuning; undefined when only one phase has epochs. */
  readonly fineTuningStart: number | undefined
  /** Width and height in CSS pixels. */
  readonly size: readonly [width: number, height: number]
  readonly theme: Theme
}

const margin = { top: 84, right: 138, bottom: 52, left: 58 }
const fewEnoughForDots = 20

/** Draws curves over epochs as a self-contained SVG. */
export function linePlot(plot: LinePlot): string {
  const { title, yLabel, yDomain, isLogarithmic, series, size, theme } = plot
  const epochs = Math.max(1, ...series.map(({ values }) => values.length))
  const titleSize = size[0] < 400 ? 16 : 18
  return framedPlot({
    ...{ title, xLabel: 'Epoch', yLabel, description: describe(plot) },
    ...{ size, layout: { margin, left: 24, title: 22, titleSize, yLabel: 46 }, theme },
    x: { domain: [0.5, epochs + 0.5] },
    y: { domain: [...yDomain], type: isLogarithmic ? 'log' : 'linear' },
    marks: [
      ...axes(plot, epochs),
      ...phaseMarks(plot, epochs),
      ...series.flatMap((one) => curve(one, epochs, theme)),
      ...endLabels(plot),
    ],
  })
}

function axes({ theme: { ink }, isLogarithmic }: LinePlot, epochs: number): Plot.Markish[] {
  const ticks = isLogarithmic ? 3 : 6
  const tickFormat = isLogarithmic ? (value: number) => value.toExponential(0) : undefined
  return [
    Plot.gridY({ stroke: ink.grid, strokeOpacity: 1, ticks }),
    Plot.axisY({ ticks, tickSize: 0, tickPadding: 8, fill: ink.text, label: null, tickFormat }),
    Plot.axisX({
      ticks: epochTicks(epochs),
      tickFormat: (epoch: number) => String(epoch),
      tickSize: 5,
      stroke: ink.axis,
      fill: ink.text,
      label: null,
    }),
    Plot.frame({ anchor: 'bottom', stroke: ink.axis }),
  ]
}

/** The border between the phases, named above the frame, where no curve can run through the words. */
function phaseMarks({ fineTuningStart, theme: { ink } }: LinePlot, epochs: number): Plot.Markish[] {
  if (fineTuningStart === undefined) return []
  const x = fineTuningStart + 0.5
  const late = x > epochs * 0.75
  return [
    Plot.ruleX([x], { stroke: ink.text, strokeDasharray: '2 4', insetTop: -20 }),
    Plot.text([x], {
      x: (value: number) => value,
      frameAnchor: 'top',
      text: () => 'Fine-tuning starts',
      textAnchor: late ? 'end' : 'start',
      dx: late ? -6 : 6,
      dy: -16,
      fill: ink.text,
    }),
  ]
}

function curve({ values, style }: Series, epochs: number, { background }: Theme): Plot.Markish[] {
  const points = values.map((value, index) => ({ epoch: index + 1, value }))
  const position = { x: 'epoch', y: 'value' } as const
  return [
    Plot.line(points, { ...position, stroke: style.color, strokeWidth: 2.25, strokeDasharray: style.dashes }),
    Plot.dot(
      points.filter(({ epoch }) => epochs <= fewEnoughForDots || isAlone(values, epoch - 1)),
      // Hollow dots are larger: where two values are equal, a ring shows around the full dot.
      {
        ...position,
        r: style.hollow ? 4.75 : 3.75,
        fill: style.hollow ? background : style.color,
        stroke: style.color,
        strokeWidth: 2,
      },
    ),
  ]
}

/** A value without neighbours makes no line: without a dot it could not be seen. */
function isAlone(values: readonly number[], index: number): boolean {
  return !Number.isFinite(values[index - 1]) && !Number.isFinite(values[index + 1])
}

/** Names at the ends of the curves, moved apart where they would touch. */
function endLabels(plot: LinePlot): Plot.Markish[] {
  const { series, size, theme, format = (value) => value.toFixed(3) } = plot
  if (series.every(({ values }) => values.length === 0)) {
    // The halo keeps the grid line behind it from striking the words through.
    const halo = { stroke: theme.background, strokeWidth: 8 }
    return [Plot.text(['No epochs yet'], { frameAnchor: 'middle', fill: theme.ink.text, ...halo })]
  }
  const ends = series.flatMap(({ name, values, style }) => {
    const index = values.findLastIndex((value) => Number.isFinite(value))
    return index < 0 ? [] : [{ name, epoch: index + 1, value: values[index]!, style }]
  })
  const frame = size[1] - margin.top - margin.bottom
  const pixels = ends.map(({ value }) => frame * (1 - heightOf(value, plot)))
  const places = spreadLabels(pixels, 19, [4, frame - 4])
  return ends.map(({ name, epoch, value, style }, index) =>
    Plot.text([{ epoch, value, text: `${name} ${format(value)}`.trim() }], {
      x: 'epoch',
      y: 'value',
      text: 'text',
      textAnchor: 'start',
      dx: 12,
      dy: places[index]! - pixels[index]!,
      fontWeight: 600,
      fill: style.color,
    }),
  )
}

/** Where a value stands, 0 at the bottom of the frame to 1 at its top. */
function heightOf(value: number, { yDomain: [low, high], isLogarithmic }: LinePlot): number {
  const place = isLogarithmic ? Math.log : (number: number) => number
  return (place(value) - place(low)) / (place(high) - place(low))
}

function describe({ series, format = (value) => value.toFixed(4) }: LinePlot): string {
  return series
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name}: ${values.map(format).join(', ')}`.replace(/^: /, ''))
    .join('. ')
}
