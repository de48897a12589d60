import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { epochTicks } from './epoch-ticks'
import { spreadLabels } from './spread-labels'
import { finishSvg, fontFamily } from './svg'
import { ink, type Series } from './theme'

/** What a plot of one quantity shows. */
export interface LinePlot {
  readonly title: string
  readonly yLabel: string
  readonly yDomain: readonly [low: number, high: number]
  readonly series: readonly Series[]
  /** How many epochs came before fine-tuning; undefined when only one phase has epochs. */
  readonly fineTuningStart: number | undefined
  /** Width and height in CSS pixels. */
  readonly size: readonly [width: number, height: number]
}

const margin = { top: 84, right: 138, bottom: 52, left: 58 }
const fewEnoughForDots = 20

/** Draws curves over epochs as a self-contained SVG. */
export function linePlot(plot: LinePlot): string {
  const [width, height] = plot.size
  const epochs = Math.max(1, ...plot.series.map(({ values }) => values.length))
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    style: { fontFamily, fontSize: '13px' },
    x: { domain: [0.5, epochs + 0.5], axis: null },
    y: { domain: [...plot.yDomain], axis: null },
    marks: [
      ...axes(plot, epochs),
      ...phaseMarks(plot, epochs),
      ...plot.series.flatMap((series) => curve(series, epochs)),
      ...endLabels(plot),
      Plot.text([plot.title], {
        frameAnchor: 'top-left',
        dx: 24 - margin.left,
        dy: 22 - margin.top,
        fontSize: 18,
        fontWeight: 600,
        fill: ink.title,
      }),
    ],
  })
  return finishSvg(svg.outerHTML, { width, height, title: plot.title, description: describe(plot.series) })
}

function axes({ yLabel }: LinePlot, epochs: number): Plot.Markish[] {
  return [
    Plot.gridY({ stroke: ink.grid, strokeOpacity: 1, ticks: 6 }),
    Plot.axisY({ ticks: 6, tickSize: 0, tickPadding: 8, fill: ink.text, label: null }),
    Plot.text([yLabel], {
      frameAnchor: 'top-left',
      dx: 24 - margin.left,
      dy: 46 - margin.top,
      fill: ink.text,
    }),
    Plot.axisX({
      ticks: epochTicks(epochs),
      tickFormat: (epoch: number) => String(epoch),
      tickSize: 5,
      stroke: ink.axis,
      fill: ink.text,
      label: null,
    }),
    Plot.frame({ anchor: 'bottom', stroke: ink.axis }),
    Plot.text(['Epoch'], { frameAnchor: 'bottom', dy: 42, fill: ink.text }),
  ]
}

/** The border between the phases, named above the frame, where no curve can run through the words. */
function phaseMarks({ fineTuningStart }: LinePlot, epochs: number): Plot.Markish[] {
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

function curve({ values, style }: Series, epochs: number): Plot.Markish[] {
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
        fill: style.hollow ? 'white' : style.color,
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
function endLabels({ series, yDomain: [low, high], size }: LinePlot): Plot.Markish[] {
  if (series.every(({ values }) => values.length === 0)) {
    // The halo keeps the grid line behind it from striking the words through.
    const halo = { stroke: 'white', strokeWidth: 8 }
    return [Plot.text(['No epochs yet'], { frameAnchor: 'middle', fill: ink.text, ...halo })]
  }
  const ends = series.flatMap(({ name, values, style }) => {
    const index = values.findLastIndex((value) => Number.isFinite(value))
    return index < 0 ? [] : [{ name, epoch: index + 1, value: values[index]!, style }]
  })
  const frame = size[1] - margin.top - margin.bottom
  const pixels = ends.map(({ value }) => frame * (1 - (value - low) / (high - low)))
  const places = spreadLabels(pixels, 19, [4, frame - 4])
  return ends.map(({ name, epoch, value, style }, index) =>
    Plot.text([{ epoch, value, text: `${name} ${value.toFixed(3)}` }], {
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

function describe(series: readonly Series[]): string {
  return series
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name}: ${values.map((value) => value.toFixed(4)).join(', ')}`)
    .join('. ')
}
