import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { choice } from '../../knobs/knob'
import type { ExportOptions } from './run-export'

const NOTES = `
  tfjs   a folder with model.json, for tfjs in a browser or in Node
  onnx   model.onnx, for ONNX Runtime; takes images [N, height, width, 3]
  keras  model.h5, for keras.models.load_model

How photos are prepared and what the outputs mean is written beside it, into
preparation.json.

Exit codes:
  0  the model was written
  2  wrong options, or it could not be done`

const EXPORT = {
  to: choice('--to <format>', 'what is written', ['tfjs', 'onnx', 'keras']),
  weightType: choice('--weight-type <type>', 'of tfjs: whole, or in half or a quarter of the room', [
    'float32',
    'float16',
    'uint8',
  ]),
} as const

export function addExport(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .description('Writes a model for other programs.')
    .argument('[model]', 'a run, or a folder with a model (default: the newest of runs/)')
    .requiredOption('--out <folder>', 'where to write')
    .option('--json', 'print one JSON document instead', false)
  addKnobs(command, EXPORT, { defaults: { to: 'tfjs', weightType: 'float32' } })
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (model: string | undefined, options: ExportOptions) => {
      const { runExport } = await import('./run-export')
      await runExport(model, options, context)
    })
}
