import { type CsvValue, csv } from '../csv/csv'
import { epochsOf, type HistoryData, phases, standardColumns } from './phase-history'

/** A history as comma-separated values, one row an epoch; a quantity that was not reported is an empty cell. */
export function historyCsv(history: HistoryData): string {
  const columns = new Set<string>(standardColumns)
  for (const phase of phases) for (const name of Object.keys(history[phase])) columns.add(name)
  const rows: CsvValue[][] = [['phase', 'epoch', ...columns]]
  for (const phase of phases) {
    for (let epoch = 0; epoch < epochsOf(history[phase]); epoch++) {
      rows.push([phase, epoch + 1, ...[...columns].map((name) => history[phase][name]?.[epoch])])
    }
  }
  return csv(rows)
}
