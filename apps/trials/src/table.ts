import type { Sample } from './run-trial'
import { PLAIN, type Trial } from './trial'

/** What the trials gave, beside what each is compared with, as a table in Markdown. */
export function resultsTable(trials: readonly Trial[], samples: readonly Sample[]): string {
  const rows = trials.flatMap((trial) => {
    const own = samples.filter(({ trial: name }) => name === trial.name)
    return own.length === 0 ? [] : [row(trial, own, samples)]
  })
  return [
    '| recipe | right, mean of seeds | from seed to seed | difference | time | |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function row(trial: Trial, own: readonly Sample[], samples: readonly Sample[]): string {
  const beside = trial.name === PLAIN || trial.options.length === 0 ? undefined : (trial.beside ?? PLAIN)
  const compared = trial.findsRate || trial.views ? PLAIN : beside
  const accuracies = own.map(({ accuracy }) => accuracy)
  const cells = [
    trial.name,
    percent(mean(accuracies)),
    `${percent(Math.min(...accuracies))} to ${percent(Math.max(...accuracies))}`,
    ...(compared === undefined ? ['', ''] : comparison(own, samples, compared)),
    trial.options.length > 0 ? `\`${trial.options.join(' ')}\`` : '',
  ]
  return `| ${cells.join(' | ')} |`
}

/** Seed by seed, so that what all runs of a seed share drops out. */
function comparison(own: readonly Sample[], samples: readonly Sample[], beside: string): string[] {
  const pairs = own.flatMap((sample) => {
    const other = samples.find(({ trial, seed }) => trial === beside && seed === sample.seed)
    return other ? [{ sample, other }] : []
  })
  const points = pairs.map(({ sample, other }) => 100 * (sample.accuracy - other.accuracy))
  const times = pairs.map(({ sample, other }) => sample.seconds / other.seconds)
  const signs = points.map((one) => signed(one)).join(', ')
  return [`${signed(mean(points))} (${signs})`, `x ${mean(times).toFixed(2)}`]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

function signed(points: number): string {
  const text = Math.abs(points).toFixed(1)
  return text === '0.0' ? '0' : `${points < 0 ? '-' : '+'}${text}`
}
