import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { finishSvg, fontFamily } from './svg'
import type { Theme } from './theme'

/** Where words stand around the frame, in pixels from the left and the top of the picture. */
export interface Layout {
  readonly margin: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>
  readonly left: number
  readonly title: number
  readonly titleSize: number
  /** Of the name of the vertical axis, which stands above it. */
  readonly yLabel: number
}

/** What every plot has around its curves. */
export interface PlotFrame {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  /** For those who do not see the plot. */
  readonly description: string
  /** Width and height in CSS pixels. */
  readonly size: readonly [width: number, height: number]
  readonly layout: Layout
  readonly theme: Theme
  readonly x: Plot.ScaleOptions
  readonly y: Plot.ScaleOptions
  /** Grid, axes and curves. */
  readonly marks: readonly Plot.Markish[]
}

/** Draws a plot as a self-contained SVG; axes are marks, so that each plot has its own. */
export function framedPlot(frame: PlotFrame): string {
  const { title, description, layout, theme } = frame
  const [width, height] = frame.size
  const { margin } = layout
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({
    document: document as unknown as Document,
    ...{ width, height },
    ...{ marginTop: margin.top, marginRight: margin.right },
    ...{ marginBottom: margin.bottom, marginLeft: margin.left },
    style: { fontFamily, fontSize: '13px' },
    x: { ...frame.x, axis: null },
    y: { ...frame.y, axis: null },
    marks: [...frame.marks, ...words(frame)],
  })
  const { background } = theme
  return finishSvg(svg.outerHTML, { width, height, background, title, description })
}

function words({ title, xLabel, yLabel, layout, theme: { ink } }: PlotFrame): Plot.Markish[] {
  const { margin, left, titleSize } = layout
  const corner = { frameAnchor: 'top-left', dx: left - margin.left } as const
  const head = { fontSize: titleSize, fontWeight: 600, fill: ink.title }
  return [
    Plot.text([xLabel], { frameAnchor: 'bottom', dy: margin.bottom - 10, fill: ink.text }),
    Plot.text([yLabel], { ...corner, dy: layout.yLabel - margin.top, fill: ink.text }),
    Plot.text([title], { ...corner, dy: layout.title - margin.top, ...head }),
  ]
}
