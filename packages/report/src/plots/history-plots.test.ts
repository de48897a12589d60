import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { History } from '../history/history'
import { accuracyPlot, learningRatePlot, lossPlot } from './history-plots'
import { pageTheme } from './theme'

/** Accuracy and loss that differ in every epoch. */
function history(featureExtraction: number, fineTuning: number): History {
  const phase = (epochs: number, start: number) => ({
    loss: series(epochs, (i) => 1 / (start + i + 2)),
    acc: series(epochs, (i) => 1 - 1 / (start + i + 8)),
    val_loss: series(epochs, (i) => 1 / (start + i + 3)),
    val_acc: series(epochs, (i) => 1 - 1 / (start + i + 9)),
    seconds: series(epochs, () => 1),
  })
  return new History({
    featureExtraction: phase(featureExtraction, 0),
    fineTuning: phase(fineTuning, featureExtraction),
  })
}

function series(length: number, value: (index: number) => number): number[] {
  return Array.from({ length }, (_, index) => value(index))
}

function elements(svg: string, selector: string): Element[] {
  return [...parseHTML(`<body>${svg}</body>`).document.querySelectorAll(selector)]
}

function texts(svg: string): string[] {
  return elements(svg, 'text').map((element) => element.textContent ?? '')
}

describe('accuracyPlot', () => {
  it('is a self-contained SVG with a title and a description', () => {
    const svg = accuracyPlot(history(2, 2))
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" width="760" height="440"/)
    expect(svg).toContain('<title>Training and validation accuracy</title>')
    expect(svg).toContain('<desc>Training: 0.8750,')
    expect(svg).not.toMatch(/<style|var\(|href|<script/)
    expect(svg).toBe(accuracyPlot(history(2, 2)))
  })

  it('names the curves at their ends, with the last value', () => {
    expect(texts(accuracyPlot(history(2, 2)))).toEqual(
      expect.arrayContaining([
        'Training and validation accuracy',
        'Epoch',
        'Training 0.909',
        'Validation 0.917',
      ]),
    )
  })

  it('marks where fine-tuning starts, only when both phases have epochs', () => {
    expect(texts(accuracyPlot(history(2, 2)))).toContain('Fine-tuning starts')
    expect(texts(accuracyPlot(history(2, 0)))).not.toContain('Fine-tuning starts')
    expect(texts(accuracyPlot(history(0, 2)))).not.toContain('Fine-tuning starts')
  })

  it('has dots for a single epoch and none for fifty', () => {
    expect(elements(accuracyPlot(history(1, 0)), 'circle')).toHaveLength(2)
    expect(elements(accuracyPlot(history(2, 2)), 'circle')).toHaveLength(8)
    expect(elements(accuracyPlot(history(2, 50)), 'circle')).toHaveLength(0)
  })

  it('names whole epochs only', () => {
    const ticks = texts(accuracyPlot(history(2, 2))).filter((text) => /^\d+(\.\d+)?$/.test(text))
    expect(ticks).toEqual(expect.arrayContaining(['1', '2', '3', '4']))
    expect(ticks).not.toContain('1.5')
  })

  it('does not break on gaps, on nothing, or where nothing is finite', () => {
    const gap = history(3, 0)
    gap.featureExtraction.val_acc[1] = Number.NaN
    expect(accuracyPlot(gap)).not.toContain('d="MNaN')
    expect(texts(accuracyPlot(new History()))).toContain('No epochs yet')
    gap.featureExtraction.val_acc.fill(Number.NaN)
    expect(texts(accuracyPlot(gap)).some((text) => text.startsWith('Validation'))).toBe(false)
  })
})

describe('lossPlot', () => {
  it('starts at 0', () => {
    const labels = texts(lossPlot(history(2, 2)))
    expect(labels).toEqual(
      expect.arrayContaining(['Training and validation loss', '0.0', 'Loss', 'Training 0.200']),
    )
  })

  it('takes another size', () => {
    expect(lossPlot(history(1, 1), { size: [400, 300] })).toContain('viewBox="0 0 400 300"')
  })
})

describe('learningRatePlot', () => {
  const rates = new History({
    featureExtraction: { ...history(2, 0).featureExtraction, learning_rate: [1e-3, 1e-3] },
    fineTuning: { ...history(0, 2).fineTuning, learning_rate: [1e-5, 1e-6] },
  })

  it('says how fast it is at the end', () => {
    expect(texts(learningRatePlot(rates))).toEqual(expect.arrayContaining(['Learning rate', '1e-6']))
  })

  it('says each rate in its description', () => {
    expect(learningRatePlot(rates)).toContain('<desc>1e-3, 1e-3, 1e-5, 1e-6</desc>')
  })

  it('has room for the least and the largest', () => {
    const dots = elements(learningRatePlot(rates), 'circle').map((dot) => Number(dot.getAttribute('cy')))
    expect(dots).toHaveLength(4)
    for (const place of dots) expect(place).toBeGreaterThan(84)
    for (const place of dots) expect(place).toBeLessThan(440 - 52)
    expect(dots[3]).toBeGreaterThan(dots[2]!)
  })

  it('draws runs that reported none', () => {
    expect(texts(learningRatePlot(history(2, 2)))).toContain('Fine-tuning starts')
  })
})

it('takes its colours from the page where it stands in one', () => {
  const svg = accuracyPlot(history(2, 2), { theme: pageTheme })
  expect(svg).toContain('var(--training)')
  expect(svg).not.toMatch(/#[0-9a-f]{6}|white/)
})
