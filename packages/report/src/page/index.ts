/**
 * A whole run as one page.
 *
 * @module @graft-ml/report/page
 */

export { htmlReport } from './html-report'
export type {
  Gallery,
  GalleryPhoto,
  PagePrediction,
  Picture,
  Reference,
  ReportPage,
} from './report-page'
export { pageColors } from './style'
