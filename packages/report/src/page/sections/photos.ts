import { percent } from '../format'
import { type Html, html } from '../html'
import type { Gallery, GalleryPhoto, ReportPage } from '../report-page'
import { type Section, section } from './section'

/** Photos that say most about a model; undefined where there are no pictures. */
export function gallery({ gallery, classes }: ReportPage): Section | undefined {
  if (!gallery) return undefined
  return section(
    'photos',
    'Photos',
    html`<div class="gallery">${heatSwitch(gallery)}${groups(gallery, classes)}</div>`,
  )
}

function groups({ mistakes, uncertain }: Gallery, classes: readonly string[]): Html[] {
  return [
    html`<h3>The surest mistakes</h3>${
      mistakes.length > 0 ? list(mistakes, classes) : html`<p>There are none: every photo is right.</p>`
    }`,
    html`<h3>The least certain</h3>${list(uncertain, classes)}`,
  ]
}

/** Works without a script: the style looks at whether it is ticked. */
function heatSwitch({ mistakes, uncertain }: Gallery): Html | false {
  if (![...mistakes, ...uncertain].some(({ heat }) => heat)) return false
  return html`<p class="switch"><label><input type="checkbox"> Show where the model looks (Grad-CAM)</label></p>`
}

function list(photos: readonly GalleryPhoto[], classes: readonly string[]): Html {
  return html`<ul class="photos">${photos.map((photo) => item(photo, classes))}</ul>`
}

function item(photo: GalleryPhoto, classes: readonly string[]): Html {
  const { path, label, prediction, probabilities, picture, heat } = photo
  const [shows, taken] = [classes[label]!, classes[prediction]!]
  const isRight = label === prediction
  const said = `${taken} ${percent(probabilities[prediction]!)}`
  const { url, width, height } = picture
  return html`<li><div class="photo"><img src="${url}" width="${width}" height="${height}" alt="${path}, which shows ${shows}">${
    heat && html`<img src="${heat.url}" width="${heat.width}" height="${heat.height}" alt="">`
  }</div><b class="${isRight ? 'good' : 'bad'}">${isRight ? '✓' : '✗'} ${said}</b><small>${path}${
    isRight ? '' : `, shows ${shows}`
  }</small></li>`
}

/** Photos as training saw them. */
export function augmentation({ augmentation }: ReportPage): Section | undefined {
  if (!augmentation) return undefined
  const { url, width, height } = augmentation
  return section(
    'augmentation',
    'How photos were changed for training',
    html`<p class="quiet">Each row is a photo as it is, and beside it as training saw it.</p>
<figure class="sheet"><img src="${url}" width="${width}" height="${height}" alt="Rows of photos: the first of each is unchanged, the others are turned, moved, sheared, zoomed and flipped."></figure>`,
  )
}
