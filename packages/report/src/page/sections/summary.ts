import { epochsOf, type PhaseHistory } from '../../history/phase-history'
import { logLoss } from '../../metrics/log-loss'
import { duration, percent } from '../format'
import { type Html, html } from '../html'
import type { ReportPage } from '../report-page'

/** What one wants to know first. */
export function summary({ predictions, classes, history, stages }: ReportPage): Html {
  const right = predictions.filter(({ label, prediction }) => label === prediction).length
  const seconds = Object.values(stages ?? {}).reduce((sum, value) => sum + value, 0)
  const loss = logLoss(
    predictions.map(({ label }) => label),
    predictions.map(({ probabilities }) => probabilities),
  )
  const epochs = [history.featureExtraction, history.fineTuning].map(epochsOf)
  return html`<dl class="tiles">
${tile('Right', percent(right / predictions.length), `${right.toLocaleString('en')} of ${predictions.length.toLocaleString('en')} photos`)}
${tile('Loss', loss.toFixed(3), 'cross-entropy on the same photos')}
${tile('Classes', String(classes.length), classes.slice(0, 6).join(', ') + (classes.length > 6 ? ' …' : ''))}
${tile('Epochs', epochs.join(' + '), 'feature extraction + fine-tuning')}
${seconds > 0 && tile('Time', duration(seconds), 'all stages together')}
</dl>`
}

/** The best validation accuracy of a phase; undefined where it has none. */
export function bestAccuracy({ val_acc: values }: PhaseHistory): number | undefined {
  const finite = values.filter((value) => Number.isFinite(value))
  return finite.length > 0 ? Math.max(...finite) : undefined
}

function tile(name: string, value: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`
}
