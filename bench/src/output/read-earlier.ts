import { readFile } from 'node:fs/promises'
import { withFileErrors } from '@graft-ml/core/files'
import { BenchError } from '../errors/bench-error'
import type { Report } from './report'

/** What numbers must have in common to stand in one table. */
export type Found = Pick<Report, 'machine' | 'versions' | 'setting'>

/**
 * A report of an earlier call, to go on with.
 *
 * @throws BenchError `FOREIGN_REPORT` where it was measured on another machine, with other versions or in another setting
 */
export async function readEarlier(path: string, found: Found): Promise<Report> {
  const text = await withFileErrors('read', path, () => readFile(path, 'utf8'))
  const report = parse(text, path)
  const [here, there] = [facts(found), facts(report)]
  const different = [...new Set([...Object.keys(here), ...Object.keys(there)])].find(
    (name) => here[name] !== there[name],
  )
  if (different === undefined) return report
  throw foreign(path, `its ${different} is ${there[different]}, here it is ${here[different]}`)
}

function parse(text: string, path: string): Report {
  try {
    const report = JSON.parse(text) as Partial<Report>
    if (report.dates && report.runs && report.scaling && report.machine) return report as Report
  } catch (cause) {
    throw foreign(path, 'it is not JSON', cause)
  }
  throw foreign(path, 'it is not a report of this benchmark')
}

/** All but the load, which is another at each call. */
function facts({ machine, versions, setting }: Found): Record<string, string> {
  const { loadBefore: _, ...lasting } = machine
  return Object.fromEntries(
    Object.entries({ ...lasting, ...versions, ...setting })
      // JSON leaves out what is undefined.
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
}

function foreign(path: string, why: string, cause?: unknown): BenchError {
  return new BenchError({
    code: 'FOREIGN_REPORT',
    message: `${path} cannot be gone on with: ${why}.`,
    hint: 'Leave --resume out, or give another --json.',
    cause,
  })
}
