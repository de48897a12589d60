import uPlot from 'uplot'
import style from 'uplot/dist/uPlot.min.css?inline'
import type { Point } from '../message'

/** Curves of training and validation that grow. */
export class Charts {
  private readonly charts: readonly Chart[]

  constructor() {
    const sheet = document.createElement('style')
    sheet.textContent = style
    document.head.append(sheet)
    this.charts = [new Chart('accuracy', ({ acc }) => acc, [0, 1]), new Chart('loss', ({ loss }) => loss)]
    // The colours are the page's, by day and by night.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      for (const chart of this.charts) chart.build()
    })
  }

  draw(training: readonly Point[], validation: readonly Point[]): void {
    for (const chart of this.charts) chart.draw(training, validation)
  }
}

const HEIGHT = 280

class Chart {
  private readonly place: HTMLElement
  private plot: uPlot | undefined
  private data: uPlot.AlignedData = [[], [], []]

  constructor(
    id: string,
    private readonly value: (point: Point) => number,
    /** Undefined: from 0 to a little above the largest value. */
    private readonly range?: uPlot.Range.MinMax,
  ) {
    this.place = document.getElementById(id)!
    this.build()
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.place)
  }

  /** Anew, with the colours that the page has now. */
  build(): void {
    this.plot?.destroy()
    const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    const axis = {
      stroke: color('--quiet'),
      grid: { stroke: color('--faint'), width: 1 },
      ticks: { show: false },
    }
    const { range } = this
    this.plot = new uPlot(
      {
        ...this.size(),
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: (_, least, most) => [Math.min(0, least), Math.max(1, most)] },
          y: { range: range ?? ((_, _least, most) => [0, Math.max(0.1, most * 1.05)]) },
        },
        axes: [axis, { ...axis, size: 48 }],
        series: [
          {},
          { stroke: color('--training'), width: 1.5 },
          { stroke: color('--validation'), width: 2.5, spanGaps: true, points: { show: true, size: 7 } },
        ],
      },
      this.data,
      this.place,
    )
  }

  draw(training: readonly Point[], validation: readonly Point[]): void {
    this.data = aligned(training, validation, this.value)
    this.plot?.setData(this.data)
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(240, this.place.clientWidth), height: HEIGHT }
  }
}

/** Both curves over all places of either; null where a curve has no point. */
function aligned(
  training: readonly Point[],
  validation: readonly Point[],
  value: (point: Point) => number,
): uPlot.AlignedData {
  const places = [...new Set([...training, ...validation].map(({ x }) => x))].sort((a, b) => a - b)
  const column = (points: readonly Point[]) => {
    const values = new Map(points.map((point) => [point.x, value(point)]))
    return places.map((x) => values.get(x) ?? null)
  }
  return [places, column(training), column(validation)]
}
