import { type Command, Option } from 'commander'
import type { CommandContext } from '../../command-context'
import { addTrainArguments, addTrainKnobs } from '../../config/add-train-options'
import { addKnobs } from '../../knobs/add-knobs'
import { RANGE, USUAL_RANGE } from './range'
import type { FindRateOptions } from './run-find-rate'

const NOTES = `
It trains a few steps at rates that rise from very small to very large, and says
at which of them the loss falls most: a learning rate to begin with. Nothing of
it is kept but the plot. For fine-tuning the head is as new here: its rate comes
out too high rather than too low.

Exit codes:
  0    the plot was written
  2    wrong options, or it could not be done
  130  interrupted`

export function addFindRate(program: Command, context: CommandContext): void {
  const command = program
    .command('find-rate')
    .description('Tries learning rates on photos, and suggests one.')
  addTrainArguments(command)
    .addOption(
      new Option('--phase <name>', 'whose rate it is')
        .choices(['extraction', 'fine-tuning'])
        .default('extraction'),
    )
    .option('--out <file>', 'the plot: .png or .svg', 'learning-rate.png')
    .option('--json', 'print one JSON document instead', false)
    .option('--quiet', 'print no progress', false)
  addKnobs(command, RANGE, { defaults: USUAL_RANGE })
  addTrainKnobs(command)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (photos: string | undefined, options: FindRateOptions) => {
      const { runFindRate } = await import('./run-find-rate')
      context.setExitCode(await runFindRate(photos, options, context))
    })
}
