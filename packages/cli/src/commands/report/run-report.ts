import { relative, resolve } from 'node:path'
import { readTextIfThere } from '@graft-ml/core/files'
import { History } from '@graft-ml/report'
import { withEngine } from '../../engine/with-engine'
import { openClassifier } from '../../model/open-classifier'
import { findParts } from '../../photos/find-parts'
import { writeReportPage } from '../../reporting/write-report-page'
import { readEnvironment } from '../../run/read-environment'
import { readPredictions } from '../../run/read-predictions'
import { readRunConfig } from '../../run/run-config'
import { runPaths } from '../../run/run-paths'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { jsonDocument } from '../../text/json-document'

export interface ReportOptions {
  readonly json: boolean
}

/** Draws the report of a finished run anew, and says where it is. */
export async function runReport(
  folder: string,
  { json }: ReportOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<void> {
  const paths = runPaths(resolve(here, folder))
  const run = await readRunConfig(paths.folder)
  await withNotice(stderr, 'Drawing the report …', () =>
    withEngine(run.train.engine, async (machinery) => {
      const { model, preparation } = await openClassifier(here, paths.folder)
      const { train, validation = train } = findParts(run.photos)
      await writeReportPage(paths, {
        ...{ run, model, preparation, folder: validation, ...machinery },
        history: History.parse(await readTextIfThere(paths.history)),
        environment: await readEnvironment(paths),
        predictions: await readPredictions(paths, run.classes),
      })
    }),
  )
  stdout.write(json ? jsonDocument({ report: paths.report }) : `Wrote ${relative(here, paths.report)}.\n`)
}
