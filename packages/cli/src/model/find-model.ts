import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CliError } from '../errors/cli-error'
import { runPaths } from '../run/run-paths'

/** A model that lies somewhere, and the run that made it. */
export interface FoundModel {
  /** The folder that holds `model.json`. */
  readonly folder: string
  /** The run's folder; undefined where the model lies by itself. */
  readonly run: string | undefined
}

/**
 * The model of a run, a folder with a model, or where nothing is named that of the newest run in `runs/`.
 *
 * @throws CliError `UNFINISHED_RUN`, `NOT_A_RUN`
 */
export async function findModel(here: string, named: string | undefined): Promise<FoundModel> {
  const folder = named === undefined ? await newestRun(here) : resolve(here, named)
  const paths = runPaths(folder)
  if (existsSync(join(paths.model, 'model.json'))) return { folder: paths.model, run: folder }
  if (existsSync(join(folder, 'model.json'))) return { folder, run: undefined }
  if (existsSync(paths.config)) throw unfinished(folder)
  throw new CliError({
    code: 'NOT_A_RUN',
    message: `${folder} holds neither a run nor a model.`,
    hint: 'Give a folder that graft train or graft export wrote.',
  })
}

async function newestRun(here: string): Promise<string> {
  const runs = join(here, 'runs')
  const names = existsSync(runs) ? await readdir(runs) : []
  const folders = names.map((name) => join(runs, name))
  const finished = folders.filter((folder) => existsSync(join(runPaths(folder).model, 'model.json')))
  const dated = await Promise.all(
    finished.map(async (folder) => ({ folder, time: (await stat(runPaths(folder).model)).mtimeMs })),
  )
  const [newest] = dated.sort((first, second) => second.time - first.time)
  if (newest) return newest.folder
  throw new CliError({
    code: 'NOT_A_RUN',
    message: `There is no finished run in ${runs}.`,
    hint: 'Name one with --model, or make one: graft train photos.',
  })
}

function unfinished(folder: string): CliError {
  return new CliError({
    code: 'UNFINISHED_RUN',
    message: `The run in ${folder} has no model yet.`,
    hint: `Finish it: graft resume ${folder}.`,
  })
}
