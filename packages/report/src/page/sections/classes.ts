import { type ClassificationReport, classificationReport } from '../../metrics/classification-report'
import { percent } from '../format'
import { type Html, html } from '../html'
import type { ReportPage } from '../report-page'
import { type Section, section } from './section'

/** Who is taken for whom, and how well each class is known. */
export function confusion({ predictions, classes }: ReportPage): Section {
  const report = classificationReport(
    predictions.map(({ label }) => label),
    predictions.map(({ prediction }) => prediction),
    classes,
  )
  return section('classes', 'Class by class', [matrix(report), scores(report)])
}

function matrix({ confusionMatrix, classes }: ClassificationReport): Html {
  const names = classes.map(({ name }) => name)
  const rows = confusionMatrix.map((row, label) => {
    const all = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    )
    const cells = row.map(
      (count, taken) =>
        html`<td class="${taken === label ? 'right' : 'wrong'}" style="--share:${(count / all).toFixed(3)}">${count.toLocaleString('en')}</td>`,
    )
    return html`<tr><th scope="row">${names[label]}</th>${cells}</tr>`
  })
  return html`<p class="quiet" id="confusion-note">Rows are what photos show, columns what the model takes them for.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion" aria-describedby="confusion-note">
<thead><tr><td></td>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function scores({ classes, macro }: ClassificationReport): Html {
  const line = (name: string, { precision, recall, f1 }: typeof macro, support?: number) =>
    html`<tr><th scope="row">${name}</th><td>${percent(recall)}</td><td>${percent(precision)}</td><td>${percent(f1)}</td><td>${support?.toLocaleString('en')}</td></tr>`
  return html`<p class="quiet" id="scores-note">Found: of the photos of a class, how many are recognised (recall). Right: of those taken for it, how many are (precision). F1: their harmonic mean.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Scores of each class"><table aria-describedby="scores-note">
<thead><tr><th scope="col">Class</th><th scope="col">Found</th><th scope="col">Right</th><th scope="col">F1</th><th scope="col">Photos</th></tr></thead>
<tbody>${classes.map((one) => line(one.name, one, one.support))}${line('Mean of the classes', macro)}</tbody></table></div>`
}
