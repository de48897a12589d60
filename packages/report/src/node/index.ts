export { EventFile } from './event-file'
export { svgToPng } from './svg-to-png'
export { type ReportOptions, writeReport } from './write-report'
