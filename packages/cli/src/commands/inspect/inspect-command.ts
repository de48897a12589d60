import { type Command, InvalidArgumentError } from 'commander'
import type { CommandContext } from '../../command-context'
import { EXIT, type InspectOptions, runInspect } from './run-inspect'

const NOTES = `
The folder holds one folder for each class; or train/, validation/ and test/
with such folders. Every picture is read to its end.

Exit codes:
  ${EXIT.good}  nothing is wrong with it
  ${EXIT.found}  something was found: broken files, copies, too few pictures ...
  2  wrong options, or it could not look`

export function addInspect(program: Command, context: CommandContext): void {
  program
    .command('inspect')
    .description('Says what a folder of photos holds, and what is wrong with it.')
    .argument('[folder]', 'where the photos are', '.')
    .option('--json', 'print one JSON document instead', false)
    .option('--split <share>', 'what of photos without parts would be for validation', share, 0.2)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (folder: string, options: InspectOptions) =>
      context.setExitCode(await runInspect(folder, options, context)),
    )
}

function share(text: string): number {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('It must be a number between 0 and 1.')
}
