import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { History } from '../history/history'
import { html } from './html'
import { htmlReport } from './html-report'
import type { PagePrediction, ReportPage } from './report-page'

const picture = { url: 'data:image/png;base64,AAAA', width: 2, height: 2 }
const predictions: PagePrediction[] = [
  { path: 'cats/1.jpg', label: 0, prediction: 0, probabilities: [0.9, 0.1] },
  { path: 'cats/2.jpg', label: 0, prediction: 1, probabilities: [0.2, 0.8] },
  { path: 'dogs/1.jpg', label: 1, prediction: 1, probabilities: [0.4, 0.6] },
  { path: 'dogs/2.jpg', label: 1, prediction: 1, probabilities: [0.05, 0.95] },
]
const phase = {
  loss: [0.4, 0.3],
  acc: [0.8, 0.85],
  val_loss: [0.3, 0.2],
  val_acc: [0.88, 0.9],
  seconds: [9, 8],
}
const page: ReportPage = {
  title: 'pets <1>',
  classes: ['cats', 'dogs'],
  history: new History({
    featureExtraction: { ...phase, learning_rate: [1e-4, 1e-4] },
    fineTuning: { ...phase, val_acc: [0.91, 0.92], learning_rate: [1e-5, 1e-6] },
  }),
  predictions,
  gallery: {
    mistakes: [{ ...predictions[1]!, picture, heat: picture }],
    uncertain: [{ ...predictions[2]!, picture }],
  },
  augmentation: picture,
  stages: { preparation: 3, featureExtraction: 60, validation: 27 },
  configuration: { imageSize: 150, augment: true, steps: undefined },
  machine: { Processor: 'A & B' },
  reference: { source: 'A book', featureExtraction: '88–90%', fineTuning: '92%' },
}
const documentOf = (content: ReportPage) => parseHTML(htmlReport(content)).document
const words = (selector: string, content = page) =>
  [...documentOf(content).querySelectorAll(selector)].map((element) =>
    (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
  )

describe('htmlReport', () => {
  it('needs nothing else', () => {
    const text = htmlReport(page)
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(text).not.toMatch(/<script|<link|@import|url\(http/)
    for (const [, target] of text.matchAll(/(?:src|href)="([^"]*)"/g)) expect(target).toMatch(/^(#|data:)/)
  })

  it('says first what one wants to know', () => {
    expect(words('h1')).toEqual(['pets <1>'])
    expect(words('.tiles dd')).toEqual([
      ...['75.0%3 of 4 photos', expect.stringMatching(/^0\.\d{3}/), '2cats, dogs'],
      ...['2 + 2feature extraction + fine-tuning', '1 min 30 sall stages together'],
    ])
  })

  it('has a heading and a link for each part', () => {
    const headings = words('h2')
    expect(headings).toEqual([
      ...['Learning', 'Class by class', 'Thresholds', 'Photos'],
      ...['How photos were changed for training', 'Time', 'Setting'],
    ])
    const document = documentOf(page)
    for (const link of document.querySelectorAll('nav a'))
      expect(document.querySelector(link.getAttribute('href')!)?.querySelector('h2')?.textContent).toBe(
        link.textContent,
      )
  })

  it('shows who is taken for whom, and compares with others', () => {
    expect(words('.confusion tbody tr')).toEqual(['cats11', 'dogs02'])
    expect(words('#curves tbody tr')).toEqual(['Feature extraction90.0%88–90%', 'Fine-tuning92.0%92%'])
  })

  it('shows mistakes with what they are and where the model looks', () => {
    const document = documentOf(page)
    expect(words('.photos b')).toEqual(['✗ dogs 80.0%', '✓ dogs 60.0%'])
    expect(words('.photos small')).toEqual(['cats/2.jpg, shows cats', 'dogs/1.jpg'])
    const images = [...document.querySelectorAll('.photo img')].map((image) => image.getAttribute('alt'))
    expect(images).toEqual(['cats/2.jpg, which shows cats', '', 'dogs/1.jpg, which shows dogs'])
    expect(document.querySelector('.switch input')).not.toBeNull()
  })

  it('leaves out what there is not', () => {
    const { title, classes, history, configuration, machine } = page
    const bare = { title, classes, history, predictions, configuration, machine }
    expect(words('h2', bare)).toEqual(['Learning', 'Class by class', 'Thresholds', 'Setting'])
    const { mistakes: _, ...gallery } = page.gallery!
    const noMistakes = { ...page, gallery: { ...gallery, mistakes: [] } }
    expect(words('.gallery p', noMistakes)).toContain('There are none: every photo is right.')
    // Of photos of one class nobody can say what another threshold would give.
    expect(words('h2', { ...bare, predictions: predictions.slice(0, 2) })).not.toContain('Thresholds')
  })

  it('asks of each of three classes', () => {
    const three = predictions.map((one) => ({ ...one, probabilities: [...one.probabilities, 0] }))
    const fifth = { path: 'e', label: 2, prediction: 2, probabilities: [0, 0, 1] }
    const content = { ...page, classes: ['cats', 'dogs', 'eels'], predictions: [...three, fifth] }
    expect(
      words('#thresholds .key li', content)
        .map((text) => text.split(':')[0])
        .sort(),
    ).toEqual([...['cats', 'dogs', 'eels']])
  })
})

it('escapes what is put into markup', () => {
  expect(html`<p title="${'"'}">${'<b>'}${[html`<i>${'&'}</i>`, false, undefined, 3]}</p>`.text).toBe(
    '<p title="&quot;">&lt;b&gt;<i>&amp;</i>3</p>',
  )
})
