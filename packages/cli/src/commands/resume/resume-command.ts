import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { EXIT_NOTES } from '../../training/exit-codes'
import type { ResumeOptions } from './run-resume'

const NOTES = `
It ends with the numbers of a run that was never interrupted. A run that is
finished is left as it is.

${EXIT_NOTES}`

export function addResume(program: Command, context: CommandContext): void {
  program
    .command('resume')
    .description('Goes on with a run that was interrupted or killed.')
    .argument('<run>', 'the folder that graft train wrote into')
    .option('--ui', 'serve a page that shows how it goes, on this machine only', false)
    .option('--json', 'print one JSON document at the end instead', false)
    .option('--quiet', 'print no progress', false)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (folder: string, options: ResumeOptions) => {
      const { runResume } = await import('./run-resume')
      context.setExitCode(await runResume(folder, options, context))
    })
}
