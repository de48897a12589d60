import type { Logs, TrainingEvent } from '@graft-ml/core'
import type { Ending, Message, Place, Point, Snapshot, WatchedPhase } from './message'

/** More points than a page is wide are thinned: every other one goes. */
const MOST_POINTS = 4000

/** What there is to be seen of a run, and who wants to be told of more. */
export class WatchedRun {
  private readonly phases: WatchedPhase[] = []
  private training: Point[] = []
  private readonly validation: Point[] = []
  private place: Place | undefined
  private batch: string | undefined
  private isStopping = false
  private ended: Ending | undefined
  private readonly listeners = new Set<(message: Message) => void>()

  constructor(
    private readonly title: string,
    private readonly now = () => Date.now(),
  ) {}

  /** Whether anybody looks: what costs something need not be done for nobody. */
  get isWatched(): boolean {
    return this.listeners.size > 0
  }

  /** @returns what ends it */
  listen(listener: (message: Message) => void): () => void {
    listener({ type: 'snapshot', snapshot: this.snapshot() })
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly take = (event: TrainingEvent): void => {
    if (event.type === 'phase-begin') this.beginPhase(event)
    else if (event.type === 'step') this.step(event)
    else if (event.type === 'epoch-end') this.endEpoch(event)
  }

  showBatch(batch: string): void {
    this.batch = batch
    this.tell({ type: 'batch', batch })
  }

  stopping(): void {
    this.isStopping = true
    this.tell({ type: 'stopping' })
  }

  end(ended: Ending): void {
    this.ended = ended
    this.tell({ type: 'ended', ended })
  }

  private snapshot(): Snapshot {
    const { title, phases, training, validation, place, batch, isStopping, ended } = this
    return { title, phases, training, validation, place, batch, isStopping, ended }
  }

  private beginPhase(event: Extract<TrainingEvent, { type: 'phase-begin' }>): void {
    const { phase, epochs, stepsPerEpoch: steps, validationSteps, engine = '' } = event
    // A phase that was stopped early has fewer epochs than it was to have.
    const offset = Math.max(0, ...[...this.training, ...this.validation].map(({ x }) => Math.ceil(x)))
    const watched = { phase, epochs, steps, validationSteps, engine, begin: this.now(), offset }
    this.phases.push(watched)
    this.tell({ type: 'phase', phase: watched })
  }

  private step({ stage, epoch, step, steps, logs }: Extract<TrainingEvent, { type: 'step' }>): void {
    const place: Place = { stage, epoch, step }
    this.place = place
    const point = stage === 'train' ? this.pointAt(epoch + (step + 1) / steps, logs, '') : undefined
    if (point) this.training.push(point)
    if (this.training.length > MOST_POINTS)
      this.training = this.training.filter((_, index) => index % 2 === 1)
    this.tell({ type: 'step', place, point })
  }

  private endEpoch({ epoch, logs }: Extract<TrainingEvent, { type: 'epoch-end' }>): void {
    if (logs.val_loss === undefined) return
    const point = this.pointAt(epoch + 1, logs, 'val_')
    this.validation.push(point)
    this.tell({ type: 'epoch', point })
  }

  private pointAt(epochs: number, logs: Logs, prefix: string): Point {
    const { offset } = this.phases.at(-1)!
    return { x: offset + epochs, loss: logs[`${prefix}loss`]!, acc: logs[`${prefix}acc`] ?? Number.NaN }
  }

  private tell(message: Message): void {
    for (const listener of this.listeners) listener(message)
  }
}
