import { formatBytes } from '@graft-ml/core'
import { datasets, fetchDataset } from '@graft-ml/dataset'
import { createProgress } from '@graft-ml/report'
import type { Surroundings } from '../../surroundings'
import { painterOf } from '../../terminal/paint'
import { widthOf, words, wrap } from '../../terminal/wrap'
import { jsonDocument } from '../../text/json-document'
import { pathOr } from '../../text/path-or'

export interface FetchOptions {
  readonly offline: boolean
  readonly force: boolean
  readonly json: boolean
}

/** Fetches, or lists what there is to fetch. */
export async function runFetch(
  dataset: string | undefined,
  { json, offline, force }: FetchOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<void> {
  if (dataset === undefined) {
    stdout.write(json ? jsonDocument({ datasets: Object.values(datasets) }) : printDatasets(stdout))
    return
  }
  const progress = createProgress({ stream: stderr })
  try {
    const { onProgress } = progress
    const folder = await fetchDataset(pathOr(dataset, here), { offline, force, onProgress })
    progress.close()
    stdout.write(json ? jsonDocument({ dataset, folder }) : `${folder}\n`)
  } finally {
    progress.close()
  }
}

function printDatasets(stdout: Surroundings['stdout']): string {
  const paint = painterOf(stdout)
  const look = { width: widthOf(stdout), indent: 2 }
  return Object.values(datasets)
    .map(({ name, description, size, license }) =>
      [
        `${paint('bold', name)}  ${formatBytes(size)}\n`,
        `  ${wrap(words(description), look)}\n`,
        `  ${paint('dim', wrap(words(license), look))}\n`,
      ].join(''),
    )
    .join('\n')
}
