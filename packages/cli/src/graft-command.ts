import { Command } from 'commander'
import { version } from '../package.json'
import type { CommandContext } from './command-context'
import { addDoctor } from './commands/doctor/doctor-command'
import { addFetch } from './commands/fetch/fetch-command'
import { addInspect } from './commands/inspect/inspect-command'
import { addPreview } from './commands/preview/preview-command'

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
  addDoctor(program, context)
  return program
}
