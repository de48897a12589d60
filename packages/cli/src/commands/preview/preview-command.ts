import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addKnobs } from '../../knobs/add-knobs'
import { AUGMENTATION, USUAL_AUGMENTATION } from '../../knobs/augmentation'
import type { PreviewOptions } from './run-preview'
import { SHEET, USUAL_SHEET } from './sheet'

const NOTES = `
Each row is a photo as it is and then changed as training would change it. Where
the folder has a folder train/, photos are taken from that.

Exit codes:
  0  the picture was written
  2  wrong options, or it could not be made`

export function addPreview(program: Command, context: CommandContext): void {
  const command = program
    .command('preview')
    .description('Draws a sheet of photos as augmentation changes them.')
    .argument('[folder]', 'where the photos are', '.')
    .option('--json', 'print one JSON document instead', false)
  addKnobs(command, SHEET, { defaults: USUAL_SHEET })
  addKnobs(command, AUGMENTATION, { group: 'How photos are changed', defaults: USUAL_AUGMENTATION })
  command
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (folder: string, options: PreviewOptions) => {
      const { runPreview } = await import('./run-preview')
      await runPreview(folder, options, context)
    })
}
