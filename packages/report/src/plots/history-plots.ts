import type { HistoryData } from '../history/phase-history'
import { epochsOf } from '../history/phase-history'
import { accuracyDomain, lossDomain } from './domains'
import { linePlot } from './line-plot'
import { type Series, styles } from './theme'

/** How a plot is drawn. */
export interface PlotOptions {
  /** Width and height in CSS pixels. Default [760, 440]. */
  readonly size?: readonly [width: number, height: number]
}

/**
 * Training and validation accuracy over the epochs of both phases, as an SVG.
 *
 * @returns A self-contained SVG; words are text, in Inter or a sans-serif font of the reader's.
 */
export function accuracyPlot(history: HistoryData, { size = [760, 440] }: PlotOptions = {}): string {
  const series = seriesOf(history, 'acc', 'val_acc')
  return linePlot({
    title: 'Training and validation accuracy',
    yLabel: 'Accuracy',
    yDomain: accuracyDomain(series.flatMap(({ values }) => values)),
    series,
    fineTuningStart: fineTuningStart(history),
    size,
  })
}

/** Training and validation loss over the epochs of both phases, as an SVG. The axis starts at 0. */
export function lossPlot(history: HistoryData, { size = [760, 440] }: PlotOptions = {}): string {
  const series = seriesOf(history, 'loss', 'val_loss')
  return linePlot({
    title: 'Training and validation loss',
    yLabel: 'Loss',
    yDomain: lossDomain(series.flatMap(({ values }) => values)),
    series,
    fineTuningStart: fineTuningStart(history),
    size,
  })
}

function seriesOf(history: HistoryData, training: string, validation: string): Series[] {
  return [
    { name: 'Training', values: bothPhases(history, training), style: styles.training },
    { name: 'Validation', values: bothPhases(history, validation), style: styles.validation },
  ]
}

/** One quantity over both phases; NaN where a phase did not report it. */
function bothPhases({ featureExtraction, fineTuning }: HistoryData, quantity: string): number[] {
  return [featureExtraction, fineTuning].flatMap((phase) =>
    Array.from({ length: epochsOf(phase) }, (_, epoch) => phase[quantity]?.[epoch] ?? Number.NaN),
  )
}

function fineTuningStart({ featureExtraction, fineTuning }: HistoryData): number | undefined {
  const before = epochsOf(featureExtraction)
  return before > 0 && epochsOf(fineTuning) > 0 ? before : undefined
}
