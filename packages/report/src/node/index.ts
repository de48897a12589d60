export { svgToPng } from './svg-to-png'
export { type ReportOptions, writeReport } from './write-report'
