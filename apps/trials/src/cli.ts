import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { fetchDataset } from '@graft-ml/dataset'
import { Command, InvalidArgumentError } from 'commander'
import { makePhotoFolders } from './photo-folders'
import { Results } from './results'
import { runTrial } from './run-trial'
import { resultsTable } from './table'
import { EPOCHS, PHOTOS, TRIALS, TRUNK } from './trial'

interface TrialsOptions {
  readonly data: string
  readonly weights: string
  readonly photos: number
  readonly epochs: number
  readonly seeds: readonly number[]
  readonly json: string
}

const program = new Command('trials')
  .description('Tries each recipe on photos of two classes, beside the plain recipe.')
  .requiredOption('--data <source>', 'photos: a folder with train/ and validation/, or an archive')
  .requiredOption('--weights <file>', 'of Inception V3 without its top')
  .option('--photos <n>', 'of each class to train on', wholeNumber, PHOTOS)
  .option('--epochs <n>', 'of each phase, at most', wholeNumber, EPOCHS)
  .option('--seeds <numbers>', 'as 1,2,3', (text) => text.split(',').map(wholeNumber), [1, 2, 3])
  .option('--json <file>', 'samples; those that are there are not measured again', 'trials.json')
  .action(async (options: TrialsOptions) => {
    const results = await Results.open(resolve(options.json))
    await measure(options, results)
    const table = resultsTable(TRIALS, results.samples)
    process.stdout.write(`\n${table}`)
    await writeFileAtomically(resolve(options.json).replace(/\.json$/, '.md'), table)
  })

await program.parseAsync()

async function measure(options: TrialsOptions, results: Results): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-trials-'))
  try {
    const photos = await fetchDataset(resolve(options.data))
    const folders = await makePhotoFolders(photos, join(folder, 'photos'), options.photos)
    const epochs = ['--epochs', `${options.epochs}`, '--fine-tune-epochs', `${options.epochs}`]
    const shared = { folders, runs: join(folder, 'runs'), weights: resolve(options.weights) }
    const common = [...TRUNK, ...epochs]
    for (const seed of options.seeds) {
      for (const trial of TRIALS) {
        if (results.has(trial.name, seed)) continue
        const sample = await runTrial(trial, { ...shared, common, seed })
        await results.add(sample)
        const { accuracy, seconds } = sample
        const right = `${(100 * accuracy).toFixed(1)}%`
        process.stderr.write(`seed ${seed}, ${trial.name}: ${right} right in ${seconds.toFixed(0)} s\n`)
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above 0.')
}
