import type { TrainingEvent } from '@graft-ml/core'
import { historyCsv } from './history-csv'
import { historyJson, parseHistory } from './history-json'
import { emptyPhase, epochsOf, type HistoryData, type PhaseHistory, phases, setEpoch } from './phase-history'

/**
 * What a training run reported, epoch by epoch.
 *
 * @example
 * const history = new History({ config: { epochs: 2 } })
 * for await (const event of run) history.record(event)
 * await writeFile('history.json', JSON.stringify(history, null, 2))
 */
export class History implements HistoryData {
  readonly featureExtraction: PhaseHistory
  readonly fineTuning: PhaseHistory
  readonly config: Readonly<Record<string, unknown>>
  readonly environment: Readonly<Record<string, unknown>>

  /** Starts empty, or from a copy of what is given. */
  constructor({ featureExtraction, fineTuning, config, environment }: Partial<HistoryData> = {}) {
    this.featureExtraction = copyPhase(featureExtraction)
    this.fineTuning = copyPhase(fineTuning)
    this.config = { ...config }
    this.environment = { ...environment }
  }

  /**
   * Reads a `history.json`: its text, or the value that `JSON.parse` gave for it.
   *
   * @throws InvalidHistoryError when it is not JSON or not a history; the message names the place.
   */
  static parse(json: unknown): History {
    return new History(parseHistory(json))
  }

  /** How many epochs both phases have together. */
  get epochs(): number {
    return phases.reduce((sum, phase) => sum + epochsOf(this[phase]), 0)
  }

  /** Takes in one event; only ends of epochs leave a trace. An epoch reported twice keeps the later report. */
  record(event: TrainingEvent): void {
    if (event.type !== 'epoch-end') return
    const { phase, epoch, logs, seconds, learningRate } = event
    setEpoch(this[phase], epoch, { ...logs, seconds, learning_rate: learningRate })
  }

  /** What `JSON.stringify` writes: NaN as null, infinities as the text 'Infinity' and '-Infinity'. */
  toJSON(): Record<string, unknown> {
    return historyJson(this)
  }

  /** One row an epoch (RFC 4180): phase, epoch (from 1, in its phase), then the quantities. */
  toCsv(): string {
    return historyCsv(this)
  }
}

function copyPhase(phase: PhaseHistory | undefined): PhaseHistory {
  const lists = Object.entries(phase ?? {}).map(([name, values]) => [name, [...values]])
  return { ...emptyPhase(), ...Object.fromEntries(lists) }
}
