import { resolve } from 'node:path'
import { inspectFolder } from '@graft-ml/dataset'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { painterOf } from '../../terminal/paint'
import { widthOf } from '../../terminal/wrap'
import { jsonDocument } from '../../text/json-document'
import { EXIT } from './exit-codes'
import { findingsIn } from './findings'
import { printInspection } from './print-inspection'
import { splitOf } from './split-of'

export interface InspectOptions {
  readonly json: boolean
  readonly split: number
}

/** Looks, prints, and gives the exit code. */
export async function runInspect(
  folder: string,
  { json, split: share }: InspectOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<number> {
  const inspection = await withNotice(stderr, 'Listing the pictures …', (update) =>
    inspectFolder(resolve(here, folder), {
      onProgress: (files, all) => update(`Reading the pictures: ${Math.floor((100 * files) / all)}%`),
    }),
  )
  const findings = findingsIn(inspection)
  const split = splitOf(inspection, share)
  const page = { paint: painterOf(stdout), width: widthOf(stdout) }
  stdout.write(
    json
      ? jsonDocument({ ...inspection, split, findings })
      : printInspection({ inspection, split, findings }, page),
  )
  return findings.length === 0 ? EXIT.good : EXIT.found
}
