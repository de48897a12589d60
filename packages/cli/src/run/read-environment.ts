import { readJsonIfThere } from '@graft-ml/core/files'
import type { Environment } from './environment'
import { notARun } from './run-config'
import type { RunPaths } from './run-paths'

/** What `environment.json` of a run holds. @throws CliError `NOT_A_RUN` */
export async function readEnvironment({ environment, folder }: RunPaths): Promise<Environment> {
  const json = await readJsonIfThere(environment)
  if (json === undefined) throw notARun(folder, 'It has no environment.json, or one that is not JSON.')
  return json as Environment
}
