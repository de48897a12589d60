import { accuracyPlot, learningRatePlot, lossPlot } from '../../plots/history-plots'
import { pageTheme as theme } from '../../plots/theme'
import { percent } from '../format'
import { type Html, html, trusted } from '../html'
import type { Reference, ReportPage } from '../report-page'
import { type Section, section } from './section'
import { bestAccuracy } from './summary'

/** Accuracy and loss over both phases, the learning rates, and the figures of others. */
export function curves({ history, reference }: ReportPage): Section {
  return section(
    'curves',
    'Learning',
    html`<div class="plots">
<figure>${trusted(accuracyPlot(history, { theme }))}</figure>
<figure>${trusted(lossPlot(history, { theme }))}</figure>
</div>
${reference && comparison(history, reference)}
<h3>Learning rates</h3>
<div class="plots"><figure>${trusted(learningRatePlot(history, { theme, size: [760, 300] }))}</figure></div>`,
  )
}

function comparison({ featureExtraction, fineTuning }: ReportPage['history'], reference: Reference): Html {
  const line = (name: string, own: number | undefined, theirs: string) =>
    html`<tr><th scope="row">${name}</th><td>${own === undefined ? '–' : percent(own)}</td><td>${theirs}</td></tr>`
  return html`<div class="scroll"><table>
<caption>Best validation accuracy of each phase</caption>
<thead><tr><th scope="col">Phase</th><th scope="col">This run</th><th scope="col">${reference.source}</th></tr></thead>
<tbody>
${line('Feature extraction', bestAccuracy(featureExtraction), reference.featureExtraction)}
${line('Fine-tuning', bestAccuracy(fineTuning), reference.fineTuning)}
</tbody></table></div>`
}
