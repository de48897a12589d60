import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { wholeNumber } from '../../knobs/knob'
import type { PlaygroundOptions } from './run-playground'

const NOTES = `
A page on this machine: drop photos on it or use the camera, and see what the
model says and where it looks. It serves until Ctrl-C.

Exit codes:
  0  it was served
  2  wrong options, or it could not be`

const SERVING = {
  port: wholeNumber('--port <n>', 'where it listens; 0: any that is free', [0, 65_535]),
} as const

export function addPlayground(program: Command, context: CommandContext): void {
  const command = program
    .command('playground')
    .description('Serves a page that uses a model.')
    .argument('[model]', 'a run, or a folder with a model (default: the newest of runs/)')
    .option('--json', 'print one JSON document instead of the address', false)
  addKnobs(command, SERVING, { defaults: { port: 0 } })
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (model: string | undefined, options: PlaygroundOptions) => {
      const { runPlayground } = await import('./run-playground')
      await runPlayground(model, options, context)
    })
}
