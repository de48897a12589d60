import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { INFERENCE, USUAL_INFERENCE } from '../../knobs/inference'
import type { EvaluateOptions } from './run-evaluate'

const NOTES = `
The folder holds one folder for each class of the model. Without one, the photos
are those that the run was validated on.

Exit codes:
  0  the model was judged
  2  wrong options, or it could not be done`

export function addEvaluate(program: Command, context: CommandContext): void {
  const command = program
    .command('evaluate')
    .description('Says how many photos a model gets right, class by class.')
    .argument('[photos]', 'a folder of classes')
    .option('--json', 'print one JSON document instead', false)
  addKnobs(command, INFERENCE, { defaults: USUAL_INFERENCE })
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (photos: string | undefined, options: EvaluateOptions) => {
      const { runEvaluate } = await import('./run-evaluate')
      await runEvaluate(photos, options, context)
    })
}
