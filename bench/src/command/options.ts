import { InvalidArgumentError as InvalidOption } from '@graft-ml/core'
import { ENGINES, type EngineName } from '@graft-ml/engine'
import { Command, InvalidArgumentError, Option } from 'commander'
import { BenchError } from '../errors/bench-error'
import { LONG_SECTIONS, SECTION_NAMES, type SectionName } from '../measures/sections'

/** What is to be measured, and on what. */
export interface BenchOptions {
  readonly data: string
  readonly weights: string
  readonly peer?: 'keras'
  /** A Python that has tensorflow; undefined: Graft is measured alone. */
  readonly python?: string
  readonly json?: string
  readonly results?: string
  /** Sections that `json` holds already, and that are not named, are kept. */
  readonly resume: boolean
  readonly only?: readonly SectionName[]
  /** undefined: what each section takes at least for its numbers to count. */
  readonly pairs?: number
  readonly pooled: boolean
  readonly scaling: boolean
  readonly engine: EngineName | 'auto'
  readonly imageSize: number
  readonly batchSize: number
  /** Training steps of an epoch; undefined: one pass over the photos. */
  readonly steps?: number
  readonly validationSteps?: number
  readonly calls: number
  readonly seed: number
}

/** How the command ends. */
export const EXIT = { ok: 0, missed: 1, failed: 2, interrupted: 130 } as const

const EXIT_CODES = `
Exit codes: 0 measured, and no bar missed, 1 a bar was missed, 2 something could not be measured, or wrong options,
130 interrupted (the sections that were done are in --json).`

export function benchCommand(): Command {
  return new Command('bench')
    .description('Measures Graft, and real Keras beside it, in processes of their own that take turns.')
    .requiredOption('--data <source>', 'photos: a folder with train/ and validation/, or a zip')
    .requiredOption('--weights <file>', 'weights of Inception V3 without its top, an .h5 file')
    .addOption(
      new Option('--peer <name>', 'whom to compare with (default: keras with --python)').choices(['keras']),
    )
    .option('--python <path>', 'a Python with tensorflow and Pillow and scipy, to run Keras')
    .option('--json <file>', 'write everything that was measured, as JSON')
    .option('--results <file>', 'write the tables as markdown')
    .option('--resume', 'keep what the --json file holds of this machine, and measure the rest', false)
    .option('--only <names>', `only these, of ${SECTION_NAMES.join(', ')}`, sectionList)
    .option('--pairs <n>', 'processes of each side (default: 3 for epochs, 5 for the rest)', wholeNumber(1))
    .option('--pooled', 'measure fifty epochs of fine-tuning, pooled and in Keras: an hour', false)
    .option('--scaling', 'measure more and fewer photos, batch and image sizes, threads too: long', false)
    .addOption(new Option('--engine <name>', 'what runs Graft').choices(['auto', ...ENGINES]).default('auto'))
    .option('--image-size <n>', 'side of the pictures, in pixels', wholeNumber(75), 150)
    .option('--batch-size <n>', 'photos in a step', wholeNumber(1), 20)
    .option('--steps <n>', 'training steps of an epoch (default: one pass over the photos)', wholeNumber(1))
    .option('--validation-steps <n>', 'validation steps of an epoch (default: one pass)', wholeNumber(1))
    .option('--calls <n>', 'steps, or batches, that a process times', wholeNumber(1), 20)
    .option('--seed <n>', 'of the order, the changes and the head', wholeNumber(0), 1)
    .addHelpText('after', EXIT_CODES)
    .allowExcessArguments(false)
    .exitOverride()
}

/** @throws CommanderError; BenchError `NO_PEER`; InvalidArgumentError */
export function parseOptions(command: Command, argv: readonly string[]): BenchOptions {
  const options = command.parse(argv, { from: 'user' }).opts<BenchOptions>()
  if (options.peer && !options.python) {
    throw new BenchError({
      code: 'NO_PEER',
      message: '--peer keras needs a Python that runs Keras.',
      hint: 'Give its path with --python; it must have tensorflow, Pillow and scipy.',
    })
  }
  if (options.resume && !options.json) {
    throw new InvalidOption({ argument: '--json', expected: 'a file with --resume', received: undefined })
  }
  return options
}

/** The sections asked for; the long ones only by name or by flag. */
export function wantedSections(options: Pick<BenchOptions, 'only' | 'pooled' | 'scaling'>): SectionName[] {
  const flagged = LONG_SECTIONS.filter((name) => options[name])
  const named = options.only ?? SECTION_NAMES.filter((name) => !isLong(name))
  return SECTION_NAMES.filter((name) => [...named, ...flagged].includes(name))
}

function isLong(name: SectionName): boolean {
  return LONG_SECTIONS.some((long) => long === name)
}

function sectionList(text: string): SectionName[] {
  return text.split(',').map((name) => {
    const section = SECTION_NAMES.find((known) => known === name.trim())
    if (section) return section
    throw new InvalidArgumentError(`Valid: ${SECTION_NAMES.join(', ')}.`)
  })
}

function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value
    throw new InvalidArgumentError(`It must be a whole number, ${least} or above.`)
  }
}
