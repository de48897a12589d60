import tab from '@bomb.sh/tab/commander'
import { Command } from 'commander'
import { version } from '../package.json'
import type { CommandContext } from './command-context'
import { addCrossValidate } from './commands/cross-validate/cross-validate-command'
import { addDoctor } from './commands/doctor/doctor-command'
import { addEvaluate } from './commands/evaluate/evaluate-command'
import { addExport } from './commands/export/export-command'
import { addFetch } from './commands/fetch/fetch-command'
import { addFindRate } from './commands/find-rate/find-rate-command'
import { addInspect } from './commands/inspect/inspect-command'
import { addPlayground } from './commands/playground/playground-command'
import { addPredict } from './commands/predict/predict-command'
import { addPreview } from './commands/preview/preview-command'
import { addReport } from './commands/report/report-command'
import { addResume } from './commands/resume/resume-command'
import { addTrain } from './commands/train/train-command'

/** The command line with all of its commands. Parsing throws commander's CommanderError where it is wrong. */
export function graftCommand(context: CommandContext): Command {
  const program = new Command('graft')
    .description('Transfer learning for images.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .exitOverride()
  addFetch(program, context)
  addInspect(program, context)
  addPreview(program, context)
  addFindRate(program, context)
  addTrain(program, context)
  addResume(program, context)
  addCrossValidate(program, context)
  addEvaluate(program, context)
  addPredict(program, context)
  addReport(program, context)
  addExport(program, context)
  addPlayground(program, context)
  addDoctor(program, context)
  // Last: it looks at the commands that there are.
  tab(program, { completionCommandName: 'completion' })
  return program
}
