import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { share } from '../../knobs/knob'
import { EXIT } from './exit-codes'
import type { InspectOptions } from './run-inspect'

const NOTES = `
The folder holds one folder for each class; or train/, validation/ and test/
with such folders. Every picture is read to its end.

Exit codes:
  ${EXIT.good}  nothing is wrong with it
  ${EXIT.found}  something was found: broken files, copies, too few pictures ...
  2  wrong options, or it could not look`

const SPLIT = {
  split: share('--split <share>', 'what of photos without parts would be for validation'),
} as const

export function addInspect(program: Command, context: CommandContext): void {
  const command = program
    .command('inspect')
    .description('Says what a folder of photos holds, and what is wrong with it.')
    .argument('[folder]', 'where the photos are', '.')
    .option('--json', 'print one JSON document instead', false)
  addKnobs(command, SPLIT, { defaults: { split: 0.2 } })
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (folder: string, options: InspectOptions) => {
      const { runInspect } = await import('./run-inspect')
      context.setExitCode(await runInspect(folder, options, context))
    })
}
