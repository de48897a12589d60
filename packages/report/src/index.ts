/**
 * History, metrics, progress, predictions, pictures.
 *
 * @module @graft-ml/report
 */

export { History } from './history/history'
export { InvalidHistoryError } from './history/invalid-history-error'
export type { HistoryData, PhaseHistory } from './history/phase-history'
export { accuracy } from './metrics/accuracy'
export {
  type ClassificationReport,
  classificationReport,
  formatClassificationReport,
  type NamedScores,
} from './metrics/classification-report'
export { confusionMatrix } from './metrics/confusion-matrix'
export type { Numbers } from './metrics/labels'
export { logLoss } from './metrics/log-loss'
export {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from './metrics/precision-recall-curve'
export {
  type ClassScores,
  type PrecisionRecallF1,
  precisionRecallF1,
  type Scores,
} from './metrics/precision-recall-f1'
export { predictedClasses } from './metrics/predicted-classes'
export { type RocCurve, rocAuc, rocCurve } from './metrics/roc'
export { type ContactSheetOptions, contactSheet } from './pictures/contact-sheet'
export { type HeatMap, heatOverlay } from './pictures/heat-overlay'
export { type PredictionRow, predictionsCsv } from './predictions/predictions-csv'
export { createProgress, type ProgressDisplay, type ProgressOptions } from './progress/create-progress'
export type { ProgressStream } from './progress/output'
export type { Summary } from './tensorboard/summary'
