import { accuracyPlot, learningRatePlot, lossPlot } from '../../plots/history-plots'
import { pageTheme as theme } from '../../plots/theme'
import { percent } from '../format'
import { type Html, html, trusted } from '../html'
import type { Reference, ReportPage } from '../report-page'
import { type Section, section } from './section'
import { bestAccuracy } from './summary'

/** Accuracy, loss and learning rates over both phases, and the figures of others. */
export function curves({ history, reference }: ReportPage): Section {
  return section(
    'curves',
    'Learning',
    html`<div class="plots">${[accuracyPlot, lossPlot, learningRatePlot].map((plot) => figure(plot, history))}</div>
${reference && comparison(history, reference)}`,
  )
}

type Size = readonly [width: number, height: number]

/** Drawn twice: words that are made smaller with their picture cannot be read on a phone. */
const SIZES: Readonly<Record<'wide' | 'narrow', Size>> = { wide: [560, 380], narrow: [350, 310] }

function figure(plot: typeof accuracyPlot, history: ReportPage['history']): Html {
  const drawn = Object.entries(SIZES).map(
    ([name, size]) => html`<div class="${name}">${trusted(plot(history, { theme, size }))}</div>`,
  )
  return html`<figure>${drawn}</figure>`
}

function comparison({ featureExtraction, fineTuning }: ReportPage['history'], reference: Reference): Html {
  const line = (name: string, own: number | undefined, theirs: string) =>
    html`<tr><th scope="row">${name}</th><td>${own === undefined ? '–' : percent(own)}</td><td>${theirs}</td></tr>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Comparison"><table>
<caption>Best validation accuracy of each phase</caption>
<thead><tr><th scope="col">Phase</th><th scope="col">This run</th><th scope="col">${reference.source}</th></tr></thead>
<tbody>
${line('Feature extraction', bestAccuracy(featureExtraction), reference.featureExtraction)}
${line('Fine-tuning', bestAccuracy(fineTuning), reference.fineTuning)}
</tbody></table></div>`
}
