import type { Answer, Classifier } from '../model/open-classifier'
import { readPixels } from '../photos/read-pixels'
import { drawPixels } from './draw-pixels'

/** Classes that are named of each photo. */
const MOST = 5

/** Photos and what a model says of them, the last one first. */
export class Gallery {
  constructor(private readonly list: HTMLElement) {}

  async add(photo: File, classifier: Classifier): Promise<void> {
    const item = document.createElement('li')
    this.list.prepend(item)
    try {
      const pixels = await readPixels(photo, classifier.preparation)
      const answer = await classifier.look(pixels)
      item.append(picture(photo, answer), words(photo, answer))
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      item.append(make('p', { className: 'answer bad', textContent: `${photo.name}: ${text}` }))
    }
  }
}

/** The photo as the model sees it, and over it where the model looks. */
function picture({ name }: File, { pixels, heat, ranked }: Answer): HTMLElement {
  const box = make('div', { className: 'picture' })
  const photo = drawPixels(pixels)
  photo.setAttribute('role', 'img')
  photo.setAttribute('aria-label', `${name}, taken for ${ranked[0]!.name}`)
  const overlay = drawPixels(heat)
  overlay.className = 'heat'
  overlay.setAttribute('aria-hidden', 'true')
  box.append(photo, overlay)
  return box
}

function words({ name }: File, { ranked }: Answer): HTMLElement {
  const box = make('div', { className: 'answer' })
  const [first] = ranked
  const shares = document.createElement('dl')
  for (const { name, probability } of ranked.slice(0, MOST)) {
    const bar = make('dd', { className: 'bar' })
    bar.style.setProperty('--share', String(probability))
    bar.append(document.createElement('i'))
    const number = make('dd', { textContent: `${(100 * probability).toFixed(1)}%` })
    number.dataset.probability = String(probability)
    shares.append(make('dt', { textContent: name }), bar, number)
  }
  box.append(
    make('h2', { textContent: first!.name }),
    make('p', { className: 'name', textContent: name }),
    shares,
  )
  return box
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties)
}
