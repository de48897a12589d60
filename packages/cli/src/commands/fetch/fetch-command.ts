import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import type { FetchOptions } from './run-fetch'

const NOTES = `
A dataset is a name of the list that the command prints without one, a url, the
path of a zip or tar.gz, or a folder. What was fetched once is kept and used
again; graft doctor says where.

Exit codes:
  0  the folder is there, and its path was printed
  2  wrong options, or it could not be had`

export function addFetch(program: Command, context: CommandContext): void {
  program
    .command('fetch')
    .description('Fetches photos once and prints the folder that they are in.')
    .argument('[dataset]', 'what to fetch')
    .option('--offline', 'use what is there, fetch nothing', false)
    .option('--force', 'fetch and unpack again', false)
    .option('--json', 'print one JSON document instead', false)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (dataset: string | undefined, options: FetchOptions) => {
      const { runFetch } = await import('./run-fetch')
      await runFetch(dataset, options, context)
    })
}
