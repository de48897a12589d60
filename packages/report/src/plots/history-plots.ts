import type { HistoryData } from '../history/phase-history'
import { epochsOf } from '../history/phase-history'
import { accuracyDomain, lossDomain, rateDomain } from './domains'
import { linePlot } from './line-plot'
import { paper, type Series, type Theme, trainingStyle, validationStyle } from './theme'

/** How a plot is drawn. */
export interface PlotOptions {
  /** Width and height in CSS pixels. Default [760, 440]. */
  readonly size?: readonly [width: number, height: number]
  /** Colours. Default: dark on white. */
  readonly theme?: Theme
}

const SIZE = [760, 440] as const

/**
 * Training and validation accuracy over the epochs of both phases, as an SVG.
 *
 * @returns A self-contained SVG; words are text, in Inter or a sans-serif font of the reader's.
 */
export function accuracyPlot(history: HistoryData, { size = SIZE, theme = paper }: PlotOptions = {}): string {
  const series = seriesOf(history, theme, ['acc', 'val_acc'])
  return linePlot({
    title: 'Training and validation accuracy',
    yLabel: 'Accuracy',
    yDomain: accuracyDomain(series.flatMap(({ values }) => values)),
    series,
    fineTuningStart: fineTuningStart(history),
    size,
    theme,
  })
}

/** Training and validation loss over the epochs of both phases, as an SVG. The axis starts at 0. */
export function lossPlot(history: HistoryData, { size = SIZE, theme = paper }: PlotOptions = {}): string {
  const series = seriesOf(history, theme, ['loss', 'val_loss'])
  return linePlot({
    title: 'Training and validation loss',
    yLabel: 'Loss',
    yDomain: lossDomain(series.flatMap(({ values }) => values)),
    series,
    fineTuningStart: fineTuningStart(history),
    size,
    theme,
  })
}

/**
 * The learning rate of each epoch of both phases, as an SVG. The axis is logarithmic.
 *
 * @returns as `accuracyPlot`
 */
export function learningRatePlot(
  history: HistoryData,
  { size = SIZE, theme = paper }: PlotOptions = {},
): string {
  const values = bothPhases(history, 'learning_rate')
  return linePlot({
    title: 'Learning rate',
    yLabel: '',
    yDomain: rateDomain(values),
    isLogarithmic: true,
    series: [{ name: '', values, style: validationStyle(theme) }],
    format: (rate) => rate.toExponential(0),
    fineTuningStart: fineTuningStart(history),
    size,
    theme,
  })
}

function seriesOf(
  history: HistoryData,
  theme: Theme,
  [training, validation]: readonly [string, string],
): Series[] {
  return [
    { name: 'Training', values: bothPhases(history, training), style: trainingStyle(theme) },
    { name: 'Validation', values: bothPhases(history, validation), style: validationStyle(theme) },
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
