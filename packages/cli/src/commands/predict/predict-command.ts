import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { INFERENCE, USUAL_INFERENCE } from '../../knobs/inference'
import { choice, wholeNumber } from '../../knobs/knob'
import type { PredictOptions } from './run-predict'

const NOTES = `
Of a folder every picture is taken, at any depth. --format csv has a column for
each class; --json is short for --format json.

Exit codes:
  0  something was said of every file
  1  some files are not pictures that can be read: they were left out
  2  wrong options, or it could not be done`

const OUTPUT = {
  format: choice('--format <name>', 'what is printed', ['table', 'json', 'csv']),
  top: wholeNumber('--top <n>', 'classes of each photo in the table', [1, 1000]),
} as const

export function addPredict(program: Command, context: CommandContext): void {
  const command = program
    .command('predict')
    .description('Says what photos show.')
    .argument('<files...>', 'photos, or folders of them')
    .option('--json', 'print one JSON document', false)
  addKnobs(command, OUTPUT, { defaults: { format: 'table', top: 2 } })
  addKnobs(command, INFERENCE, { defaults: USUAL_INFERENCE })
    .addHelpText('after', NOTES)
    .action(async (files: string[], options: PredictOptions) => {
      const { runPredict } = await import('./run-predict')
      context.setExitCode(await runPredict(files, options, context))
    })
}
