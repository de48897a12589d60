import { serveRun } from './watch-server'
import { WatchedRun } from './watched-run'

/** Lets somebody look at a run, and end it. */
export interface Watch {
  readonly url: string
  readonly run: WatchedRun
  /** Whether somebody wants the training to end. */
  readonly stop: StopRequest
  close(): Promise<void>
}

/** Set to end a training after the step that is running, with its results. */
export interface StopRequest {
  isRequested: boolean
}

export async function openWatch(title: string): Promise<Watch> {
  const run = new WatchedRun(title)
  const stop: StopRequest = { isRequested: false }
  const onStop = () => {
    stop.isRequested = true
    run.stopping()
  }
  const { url, close } = await serveRun({ run, onStop })
  return { url, run, stop, close }
}
