import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addAugmentation } from '../../options/augmentation'
import { wholeNumber } from '../../options/whole-number'
import { type PreviewOptions, runPreview } from './run-preview'

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
    .option('--out <file>', 'where to write: .png, .jpg, .webp or .tiff', 'preview.png')
    .option('--photos <n>', 'rows of the sheet', wholeNumber(1, 100), 6)
    .option('--variants <n>', 'changed pictures of each photo', wholeNumber(1, 100), 6)
    .option('--size <pixels>', 'side of the pictures', wholeNumber(8, 1024), 150)
    .option('--seed <n>', 'of the choice and of the changes', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--json', 'print one JSON document instead', false)
  addAugmentation(command)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action((folder: string, options: PreviewOptions) => runPreview(folder, options, context))
}
