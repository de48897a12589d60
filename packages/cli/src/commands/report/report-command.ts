import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import type { ReportOptions } from './run-report'

const NOTES = `
Curves and tables are drawn from what the run wrote down; the photos are read
again, from where they were when it was trained.

Exit codes:
  0  report.html was written
  2  wrong options, or it could not be done`

export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('Draws the report of a run anew.')
    .argument('<run>', 'the folder that graft train wrote into')
    .option('--json', 'print one JSON document instead', false)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (folder: string, options: ReportOptions) => {
      const { runReport } = await import('./run-report')
      await runReport(folder, options, context)
    })
}
