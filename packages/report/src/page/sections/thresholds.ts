import { averagePrecision, precisionRecallCurve } from '../../metrics/precision-recall-curve'
import { rocAuc, rocCurve } from '../../metrics/roc'
import { type RateCurve, ratePlot } from '../../plots/rate-plot'
import { pageTheme as theme } from '../../plots/theme'
import { type Html, html, trusted } from '../html'
import type { ReportPage } from '../report-page'
import { type Section, section } from './section'

/** As many curves as can be told apart by their colour. */
const MOST_CURVES = 6

/** A class against all others. */
interface OneAgainstOthers {
  readonly name: string
  readonly labels: readonly number[]
  readonly scores: readonly number[]
}

/** What other thresholds would give; undefined where no class has photos of its own and of others. */
export function thresholds(page: ReportPage): Section | undefined {
  const known = questions(page).filter(({ labels }) => labels.includes(0) && labels.includes(1))
  if (known.length === 0) return undefined
  const ranked = known
    .map((one) => ({ ...one, area: rocAuc(one.labels, one.scores) }))
    .sort((first, second) => first.area - second.area)
    .slice(0, MOST_CURVES)
  const roc = ranked.map(({ name, labels, scores }): RateCurve => {
    const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(labels, scores)
    return { name, x, y }
  })
  const precision = ranked.map(({ name, labels, scores }): RateCurve => {
    const { recall: x, precision: y } = precisionRecallCurve(labels, scores)
    return { name, x, y }
  })
  const rocTitle = { title: 'ROC', xLabel: 'False positive rate', yLabel: 'True positive rate' }
  const precisionTitle = { title: 'Precision and recall', xLabel: 'Recall', yLabel: 'Precision' }
  return section(
    'thresholds',
    'Thresholds',
    html`<p class="quiet">${sentence(page.classes, known.length)}</p>
${key(ranked)}
<div class="plots small">
<figure>${trusted(ratePlot({ ...rocTitle, curves: roc, diagonal: true, theme }))}</figure>
<figure>${trusted(ratePlot({ ...precisionTitle, curves: precision, theme }))}</figure>
</div>`,
  )
}

/** Two classes are one question: whether it is the second. */
function questions({ classes, predictions }: ReportPage): OneAgainstOthers[] {
  const asked = classes.length === 2 ? [1] : classes.map((_, index) => index)
  return asked.map((index) => ({
    name: classes[index]!,
    labels: predictions.map(({ label }) => (label === index ? 1 : 0)),
    scores: predictions.map(({ probabilities }) => probabilities[index]!),
  }))
}

function sentence(classes: readonly string[], known: number): string {
  const asked = classes.length === 2 ? `Whether a photo shows ${classes[1]}` : 'Each class against all others'
  const shown = known > MOST_CURVES ? `; the ${MOST_CURVES} that are told worst` : ''
  return `${asked}, from the strictest threshold to the laxest${shown}.`
}

function key(ranked: readonly OneAgainstOthers[]): Html {
  const item = ({ name, labels, scores }: OneAgainstOthers, index: number) => {
    const areas = `AUC ${rocAuc(labels, scores).toFixed(4)}, average precision ${averagePrecision(labels, scores).toFixed(4)}`
    return html`<li style="--color:${theme.others[index]}">${name}: ${areas}</li>`
  }
  return html`<ul class="key">${ranked.map(item)}</ul>`
}
