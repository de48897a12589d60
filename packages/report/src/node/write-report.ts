import { join } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { historyCsv } from '../history/history-csv'
import { historyJson } from '../history/history-json'
import type { HistoryData } from '../history/phase-history'
import { accuracyPlot, lossPlot } from '../plots/history-plots'
import { svgToPng } from './svg-to-png'

/** What `writeReport` writes. */
export interface ReportOptions {
  /** Pixels per CSS pixel in the PNG files. Default 2. */
  readonly scale?: number
}

/**
 * Writes a run into a folder: `history.json`, `history.csv`, `accuracy.svg`, `accuracy.png`, `loss.svg`
 * and `loss.png`. The folder is made if need be; each file is complete or not there.
 *
 * @returns The paths of the files, in the order above.
 * @throws FileError, naming the file, when the disk is full or the folder cannot be written to.
 */
export async function writeReport(
  folder: string,
  history: HistoryData,
  { scale = 2 }: ReportOptions = {},
): Promise<string[]> {
  const accuracy = accuracyPlot(history)
  const loss = lossPlot(history)
  const files: Record<string, string | Uint8Array> = {
    'history.json': `${JSON.stringify(historyJson(history), null, 2)}\n`,
    'history.csv': historyCsv(history),
    'accuracy.svg': accuracy,
    'accuracy.png': await svgToPng(accuracy, { scale }),
    'loss.svg': loss,
    'loss.png': await svgToPng(loss, { scale }),
  }
  const paths: string[] = []
  for (const [name, data] of Object.entries(files)) {
    const path = join(folder, name)
    await writeFileAtomically(path, data)
    paths.push(path)
  }
  return paths
}
