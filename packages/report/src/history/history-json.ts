import { InvalidHistoryError } from './invalid-history-error'
import { emptyPhase, type HistoryData, type PhaseHistory, phases, standardColumns } from './phase-history'

/** A history as JSON can hold it. JSON has no NaN and no infinities: null, 'Infinity' and '-Infinity' stand for them. */
export function historyJson(history: HistoryData): Record<string, unknown> {
  return {
    featureExtraction: phaseJson(history.featureExtraction),
    fineTuning: phaseJson(history.fineTuning),
    config: history.config,
    environment: history.environment,
  }
}

/** The way back from JSON, with every value checked. */
export function parseHistory(json: unknown): HistoryData {
  const value = record(typeof json === 'string' ? parseJson(json) : json, 'the file')
  const [featureExtraction, fineTuning] = phases.map((phase) => parsePhase(value[phase], phase))
  return {
    featureExtraction: featureExtraction as PhaseHistory,
    fineTuning: fineTuning as PhaseHistory,
    config: record(value.config ?? {}, 'config'),
    environment: record(value.environment ?? {}, 'environment'),
  }
}

function phaseJson(phase: PhaseHistory): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(phase).map(([name, values]) => [name, values.map(numberToJson)]))
}

function numberToJson(value: number): number | string | null {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? null : String(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidHistoryError({ place: 'the file', expected: 'JSON', received: text, cause })
  }
}

function parsePhase(value: unknown, place: string): PhaseHistory {
  const lists = Object.entries(record(value, place))
  const phase = { ...emptyPhase() }
  for (const [name, list] of lists) phase[name] = parseNumbers(list, `${place}.${name}`)
  requireEqualLengths(phase, place)
  return phase
}

function parseNumbers(value: unknown, place: string): number[] {
  if (!Array.isArray(value))
    throw new InvalidHistoryError({ place, expected: 'a list of numbers', received: value })
  return value.map((entry, epoch) => parseNumber(entry, `${place}[${epoch}]`))
}

function parseNumber(value: unknown, place: string): number {
  if (typeof value === 'number') return value
  if (value === null || value === 'NaN') return Number.NaN
  if (value === 'Infinity' || value === '-Infinity') return Number(value)
  throw new InvalidHistoryError({
    place,
    expected: "a number, null (for NaN), 'Infinity' or '-Infinity'",
    received: value,
  })
}

function requireEqualLengths(phase: PhaseHistory, place: string): void {
  const lists = Object.entries(phase).filter(([, values]) => values.length > 0)
  const [first, ...others] = lists
  const odd = others.find(([, values]) => values.length !== first?.[1].length)
  if (!first || !odd) return
  throw new InvalidHistoryError({
    place: `${place}.${odd[0]}`,
    expected: `as long as ${place}.${first[0]} (${first[1].length} epochs) or empty`,
    received: odd[1],
  })
}

function record(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  const isPhase = phases.some((phase) => phase === place)
  const expected = isPhase ? `an object of lists: ${standardColumns.join(', ')}` : 'an object'
  throw new InvalidHistoryError({ place, expected, received: value })
}
