import type { OnProgress, ProgressEvent } from '../types/progress-event'

/**
 * Passes on at most one amount (`download`, `extract`) each `interval` milliseconds (default 100), and always
 * the last of a row; every other event at once.
 */
export function throttleProgress(onProgress: OnProgress | undefined, interval = 100): OnProgress {
  if (!onProgress) return () => {}
  let lastTime = Number.NEGATIVE_INFINITY
  let held: ProgressEvent | undefined
  return (event) => {
    const isAmount = event.status === 'download' || event.status === 'extract'
    const isLast = isAmount && event.loaded === event.total
    const now = performance.now()
    if (isAmount && !isLast && now - lastTime < interval) {
      held = event
      return
    }
    if (!isAmount && held) onProgress(held)
    held = undefined
    if (isAmount) lastTime = now
    onProgress(event)
  }
}
