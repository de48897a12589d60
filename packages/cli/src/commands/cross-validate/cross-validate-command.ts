import { type Command, Option } from 'commander'
import type { CommandContext } from '../../command-context'
import { addTrainArguments, addTrainKnobs } from '../../config/add-train-options'
import { readOption, wholeNumber } from '../../knobs/knob'
import { EXIT_NOTES } from '../../training/exit-codes'
import type { CrossValidateOptions } from './run-cross-validate'

const NOTES = `
The photos of each class are cut into parts; each part in turn is what a model
is validated on that was trained on all others. How far the accuracies lie apart
says how much of one of them is luck. Each fold is a run in a folder of its own;
where there are train/ and validation/, only train/ is used.

${EXIT_NOTES.replace('graft resume goes on', 'the same command with --out goes on')}`

const folds = wholeNumber('--folds <n>', 'parts, and trainings', [2, 100])

export function addCrossValidate(program: Command, context: CommandContext): void {
  const command = program
    .command('cross-validate')
    .description('Trains several times, each time validated on other photos.')
  addTrainArguments(command)
    .addOption(
      new Option(folds.flags, folds.description).default(5).argParser((text) => readOption(folds, text)),
    )
    .option('--out <folder>', 'where to write the runs (default: the next free one in runs/)')
    .option('--json', 'print one JSON document at the end instead', false)
    .option('--quiet', 'print no progress', false)
  addTrainKnobs(command)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (photos: string | undefined, options: CrossValidateOptions) => {
      const { runCrossValidate } = await import('./run-cross-validate')
      context.setExitCode(await runCrossValidate(photos, options, context))
    })
}
