import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { withFileErrors } from '@graft-ml/core/files'
import { CliError } from '../errors/cli-error'
import { type RunConfig, writeRunConfig } from './run-config'
import { type RunPaths, runPaths } from './run-paths'

/**
 * Makes the folder of a new run and writes its configuration.
 *
 * @param here where the command was called
 * @param wanted default: `runs/<photos>-<n>`, the first that is free
 * @throws CliError `RUN_EXISTS`, FileError
 */
export async function createRun(here: string, run: RunConfig, wanted?: string): Promise<RunPaths> {
  const paths = runPaths(wanted === undefined ? freeFolder(here, run) : resolve(here, wanted))
  if (existsSync(paths.config)) throw runExists(paths.folder)
  await withFileErrors('write', paths.folder, () => mkdir(paths.folder, { recursive: true }))
  await writeRunConfig(paths, run)
  return paths
}

/** `runs/<photos>-<n>`, the first that is free. */
export function freeFolder(here: string, { photos }: RunConfig): string {
  for (let number = 1; ; number++) {
    const folder = join(here, 'runs', `${basename(photos)}-${number}`)
    if (!existsSync(folder)) return folder
  }
}

/** What to throw where a run is in the way. */
export function runExists(folder: string): CliError {
  return new CliError({
    code: 'RUN_EXISTS',
    message: `There is a run in ${folder} already.`,
    hint: `Go on with it: graft resume ${folder}. Or give another --out.`,
  })
}
