import { formatBytes, type ProgressEvent } from '@graft-ml/core'
import { formatSeconds } from './format'
import type { Output } from './output'

type Transfer = Extract<ProgressEvent, { status: 'download' | 'extract' }>
interface Start {
  readonly status: Transfer['status']
  readonly time: number
  /** What was there when the clock started: a resumed download does not count as fast. */
  readonly loaded: number
}

/** Turns what fetching and unpacking say into lines. */
export class FileLines {
  readonly #output: Output
  readonly #now: () => number
  readonly #starts = new Map<string, Start>()

  constructor(output: Output, now: () => number) {
    this.#output = output
    this.#now = now
  }

  take(event: ProgressEvent): void {
    if (event.status === 'download' || event.status === 'extract') this.#transfer(event)
    else if (event.status === 'retry') this.#retry(event)
    else if (event.status === 'verify') this.#verify(event)
    else this.#ready(event)
  }

  #transfer({ status, name, loaded, total }: Transfer): void {
    const start = this.#start(status, name, loaded)
    const seconds = (this.#now() - start.time) / 1000
    const speed = seconds > 0 ? (loaded - start.loaded) / seconds : 0
    const known = total !== undefined && total > 0
    this.#output.live(
      {
        title: status === 'extract' ? `${name} unpacking` : name,
        ...(known && { fraction: loaded / total }),
        count: known ? `${formatBytes(loaded)} of ${formatBytes(total)}` : formatBytes(loaded),
        details: [
          ...(known && speed > 0 ? [`${formatSeconds((total - loaded) / speed)} left`] : []),
          ...(speed > 0 ? [`${formatBytes(Math.round(speed))}/s`] : []),
        ],
      },
      { final: loaded === total },
    )
  }

  #start(status: Transfer['status'], name: string, loaded: number): Start {
    const known = this.#starts.get(name)
    if (known?.status === status && known.loaded <= loaded) return known
    const start = { status, time: this.#now(), loaded }
    this.#starts.set(name, start)
    return start
  }

  #retry({ name, reason, attempt }: Extract<ProgressEvent, { status: 'retry' }>): void {
    this.#starts.delete(name)
    this.#output.print([
      { text: name, style: 'strong' },
      { text: `  ${reason}; trying again (attempt ${attempt})`, style: 'warning' },
    ])
  }

  #verify({ name }: Extract<ProgressEvent, { status: 'verify' }>): void {
    this.#output.live({ title: name, count: 'checking', details: [] }, { final: true })
  }

  #ready({ name, path, cached }: Extract<ProgressEvent, { status: 'ready' }>): void {
    this.#starts.delete(name)
    this.#output.print([
      { text: name, style: 'strong' },
      { text: cached ? `  already in ${path}` : `  ready in ${path}` },
    ])
  }
}
