import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { ratePlot } from './rate-plot'

const plot = {
  title: 'ROC',
  xLabel: 'False positive rate',
  yLabel: 'True positive rate',
  curves: [{ name: 'dogs', x: [0, 0, 1], y: [0, 1, 1] }],
}
const lines = (svg: string) => [...parseHTML(`<body>${svg}</body>`).document.querySelectorAll('path')]

it('is a self-contained SVG with a title and a description', () => {
  const svg = ratePlot(plot)
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" width="360" height="360"/)
  expect(svg).toContain(
    '<title>ROC</title><desc>True positive rate against false positive rate: dogs.</desc>',
  )
  expect(svg).not.toMatch(/<style|var\(|<script/)
})

it('draws each curve in a colour of its own, and chance where it is asked for', () => {
  const curves = [...plot.curves, { name: 'cats', x: [0, 1], y: [0, 1] }]
  const strokes = (svg: string) =>
    new Set(lines(svg).map((line) => line.closest('g')?.getAttribute('stroke')))
  expect(strokes(ratePlot({ ...plot, curves })).size).toBe(2)
  expect(strokes(ratePlot({ ...plot, curves, diagonal: true })).size).toBe(3)
})

it('draws no more points than can be seen', () => {
  const many = Array.from({ length: 5000 }, (_, index) => index / 4999)
  const svg = ratePlot({ ...plot, curves: [{ name: 'many', x: many, y: many }] })
  const [path] = lines(svg).map((line) => line.getAttribute('d')!)
  expect(path!.split('L').length).toBeLessThan(500)
  expect(path).toMatch(/L344,60$/)
})
