import type { Command } from 'commander'
import type { CommandContext } from '../../command-context'
import { addTrainArguments, addTrainKnobs } from '../../config/add-train-options'
import { EXIT_NOTES } from '../../training/exit-codes'
import type { TrainOptions } from './train-options'

const NOTES = `
The folder holds one folder for each class, or train/ and validation/ with such
folders; an archive, a url or a name that graft fetch knows will do too.

Presets: exercise, the published one to the last number; quick, each photo
through the network once; best, larger photos and more epochs. Options come
before the configuration file, and that before the preset. In the file,
graft.config.ts, .js or .json, --image-size is called imageSize.

${EXIT_NOTES}`

export function addTrain(program: Command, context: CommandContext): void {
  const command = program
    .command('train')
    .description('Trains Inception V3 on photos: a new head first, then its last blocks too.')
  addTrainArguments(command)
    .option('--out <folder>', 'where to write the run (default: the next free one in runs/)')
    .option('--ui', 'serve a page that shows how it goes, on this machine only', false)
    .option('--json', 'print one JSON document at the end instead', false)
    .option('--quiet', 'print no progress', false)
  addTrainKnobs(command)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .action(async (photos: string | undefined, options: TrainOptions) => {
      const { runTrain } = await import('./run-train')
      context.setExitCode(await runTrain(photos, options, context))
    })
}
