/**
 * Plots as SVG.
 *
 * @module @graft-ml/report/plots
 */

export { accuracyPlot, learningRatePlot, lossPlot, type PlotOptions } from './history-plots'
export {
  type LearningRateRangeData,
  learningRateRangePlot,
  type RangeTrial,
} from './range-plot'
export { type RateCurve, type RatePlot, ratePlot } from './rate-plot'
export { pageTheme, paper, type Theme } from './theme'
