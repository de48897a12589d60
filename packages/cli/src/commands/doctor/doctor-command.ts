import { type Command, InvalidArgumentError } from 'commander'
import type { CommandContext } from '../../command-context'
import { EXIT } from './exit-codes'

export interface DoctorOptions {
  readonly json: boolean
  readonly seconds: number
}

const NOTES = `
Each engine loads and trains one step in a process of its own. What is looked at
is the @graft-ml/engine of the project in this folder, or where it has none the
one that came with this command.

Exit codes:
  ${EXIT.fast}  an engine trains at full speed: onnx, tensorflow, or webgpu on a GPU
  ${EXIT.slow}  only slow ones do, or none
  2  wrong options, or it could not look`

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('Says what this machine has, which engine is chosen, why not the others, and what to do.')
    .option('--json', 'print one JSON document instead', false)
    .option('--seconds <n>', 'how long trying one engine may take', seconds, 60)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./run-doctor')
      context.setExitCode(await runDoctor(options, context))
    })
}

function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value <= 86_400) return value
  throw new InvalidArgumentError('It must be a number above 0, at most 86400.')
}
