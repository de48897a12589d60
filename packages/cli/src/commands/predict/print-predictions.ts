import type { PredictionRow } from '@graft-ml/report'
import type { Paint } from '../../terminal/paint'
import { percent } from '../../text/percent'

/** A line for each photo: what it shows most likely, and what else it may be. */
export function printPredictions(rows: readonly PredictionRow[], top: number, paint: Paint): string {
  const width = Math.max(...rows.map(({ path }) => path.length))
  return rows
    .map(({ path, probability }) => {
      const ranked = Object.entries(probability)
        .sort(([, first], [, second]) => second - first)
        .slice(0, top)
        .map(([name, share], rank) => {
          const text = `${name} ${percent(share)}`
          return rank === 0 ? paint('bold', text) : paint('dim', text)
        })
      return `${path.padEnd(width)}  ${ranked.join('  ')}\n`
    })
    .join('')
}
