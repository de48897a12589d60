import { mean, median } from 'd3-array'
import type { Sample } from './run-trial'
import { PLAIN, type Trial } from './trial'

/** What the trials gave, beside what each is compared with, as a table in Markdown. */
export function resultsTable(trials: readonly Trial[], samples: readonly Sample[]): string {
  const rows = trials.flatMap((trial) => {
    const own = samplesOf(trial.name, samples)
    return own.length === 0 ? [] : [row(trial, own, samples)]
  })
  return [
    '| recipe | right | beside plain | loss | beside plain | time |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function row(trial: Trial, own: readonly Sample[], samples: readonly Sample[]): string {
  const { points, losses, times } = comparison(own, samplesOf(trial.beside ?? PLAIN, samples))
  const compares = trial.name !== PLAIN && trial.beside !== null
  const cells = [
    // Under the name, so that the table is not wider than a page.
    [trial.name, ...(trial.options.length > 0 ? [`\`${trial.options.join(' ')}\``] : [])].join('<br>'),
    percent(mean(own, ({ accuracy }) => accuracy)!),
    compares ? `${signed(mean(points)!, 1)} (${points.map((one) => signed(one, 1)).join(', ')})` : '',
    mean(own, ({ loss }) => loss)!.toFixed(3),
    compares ? signed(mean(losses)!, 3) : '',
    // Something else may have run beside one of them.
    compares ? median(times)!.toFixed(2) : '',
  ]
  return `| ${cells.join(' | ')} |`
}

/** Seed by seed, so that what all runs of a seed share drops out. */
function comparison(own: readonly Sample[], others: readonly Sample[]) {
  const pairs = own.flatMap((sample) => {
    const other = others.find(({ seed }) => seed === sample.seed)
    return other ? [{ sample, other }] : []
  })
  return {
    points: pairs.map(({ sample, other }) => 100 * (sample.accuracy - other.accuracy)),
    losses: pairs.map(({ sample, other }) => sample.loss - other.loss),
    times: pairs.map(({ sample, other }) => sample.seconds / other.seconds),
  }
}

function samplesOf(trial: string, samples: readonly Sample[]): Sample[] {
  return samples.filter((sample) => sample.trial === trial)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return Number(text) === 0 ? '0' : `${value < 0 ? '-' : '+'}${text}`
}
