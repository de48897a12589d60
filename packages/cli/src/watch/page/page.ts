import type { Ending, Message, Place, Point, Snapshot, WatchedPhase } from '../message'
import { Charts } from './charts'
import { leftOf, placeInWords, shareOf } from './words'

const ENDINGS: Readonly<Record<Ending, string>> = {
  completed: 'Trained. The report is in the folder of the run.',
  'stopped-by-callback': 'Stopped early. The report is in the folder of the run.',
  'not-a-number': 'The loss was not a number: the last good weights are kept.',
  aborted: 'Interrupted. graft resume goes on.',
  failed: 'It failed: the terminal says why.',
}

/** What the page shows, and what it does when it is told something. */
export class Page {
  private readonly charts = new Charts()
  private phases: readonly WatchedPhase[] = []
  private training: Point[] = []
  private validation: Point[] = []
  private place: Place | undefined
  private ended: Ending | undefined
  /** The frame that is asked for. */
  private frame: number | undefined
  private readonly stop = element<HTMLButtonElement>('stop')

  constructor(onStop: () => Promise<unknown>) {
    this.stop.addEventListener('click', () => {
      this.stopping()
      void onStop()
    })
  }

  take(message: Message): void {
    if (message.type === 'snapshot') this.open(message.snapshot)
    else if (message.type === 'phase') this.phases = [...this.phases, message.phase]
    else if (message.type === 'step') this.step(message)
    else if (message.type === 'epoch') this.validation.push(message.point)
    else if (message.type === 'batch') this.showBatch(message.batch)
    else if (message.type === 'stopping') this.stopping()
    else this.end(message.ended)
    this.drawSoon()
  }

  private open({ title, batch, isStopping, ended, ...run }: Snapshot): void {
    this.phases = run.phases
    this.training = [...run.training]
    this.validation = [...run.validation]
    this.place = run.place
    document.title = `${title} · Graft`
    element('title').textContent = title
    if (batch) this.showBatch(batch)
    if (isStopping) this.stopping()
    if (ended) this.end(ended)
  }

  private step({ place, point }: Extract<Message, { type: 'step' }>): void {
    this.place = place
    if (point) this.training.push(point)
  }

  /** The server does not answer. */
  lost(): void {
    if (!this.ended) this.end('failed')
  }

  /** At most once a frame, however fast the steps come. */
  private drawSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined
      this.draw()
    })
  }

  private draw(): void {
    this.charts.draw(this.training, this.validation)
    this.drawEpochs()
    const phase = this.phases.at(-1)
    if (!phase || this.ended) return
    const share = shareOf(phase, this.place)
    element<HTMLProgressElement>('progress').value = share
    element('state').textContent = placeInWords(phase, this.place)
    element('left').textContent = leftOf(phase, share, Date.now())
  }

  private drawEpochs(): void {
    const rows = this.validation.map(({ x, acc, loss }) => {
      const row = document.createElement('tr')
      const cells = [String(x), `${(100 * acc).toFixed(1)}%`, loss.toFixed(4)]
      row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })))
      return row
    })
    element('epochs').replaceChildren(...rows.reverse())
  }

  private showBatch(url: string): void {
    const image = element<HTMLImageElement>('batch')
    image.src = url
    image.hidden = false
  }

  private stopping(): void {
    this.stop.disabled = true
    this.stop.textContent = 'Stopping after this step …'
  }

  private end(ended: Ending): void {
    this.ended = ended
    this.stop.disabled = true
    this.stop.textContent = 'Ended'
    element('state').textContent = ENDINGS[ended]
    element('left').textContent = ''
    if (ended === 'completed') element<HTMLProgressElement>('progress').value = 1
  }
}

function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind
}
