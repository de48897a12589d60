/**
 * PNG, files of a run, TensorBoard. For Node.
 *
 * @module @graft-ml/report/node
 */

export { EventFile } from './event-file'
export { svgToPng } from './svg-to-png'
export { type ReportOptions, writeReport } from './write-report'
