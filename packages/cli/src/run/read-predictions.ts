import { readFile } from 'node:fs/promises'
import { withFileErrors } from '@graft-ml/core/files'
import type { PagePrediction } from '@graft-ml/report/page'
import { parse } from 'csv-parse/sync'
import { notARun } from './run-config'
import type { RunPaths } from './run-paths'

/** What `predictions.csv` of a run holds. @throws CliError `NOT_A_RUN`, FileError */
export async function readPredictions(
  { predictions: path, folder }: RunPaths,
  classes: readonly string[],
): Promise<PagePrediction[]> {
  const text = await withFileErrors('read', path, () => readFile(path, 'utf8'))
  const rows: Record<string, string | undefined>[] = parse(text, { columns: true })
  return rows.map((row, index) => {
    const [label, prediction] = [row.label, row.prediction].map((name) => classes.indexOf(name ?? ''))
    const probabilities = classes.map((name) => Number(row[`probability_${name}`]))
    const isWhole = row.path && label! >= 0 && prediction! >= 0 && probabilities.every(Number.isFinite)
    if (!isWhole) throw notARun(folder, `Its predictions.csv is not whole in row ${index + 2}.`)
    return { path: row.path!, label: label!, prediction: prediction!, probabilities }
  })
}
