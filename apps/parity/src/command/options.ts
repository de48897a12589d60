import { ENGINES, type EngineName } from '@graft-ml/engine'
import { Command, InvalidArgumentError, Option } from 'commander'
import { SECTIONS, type SectionName } from '../compare/check'

/** What is to be compared with what. */
export interface ParityOptions {
  readonly goldens: string
  readonly weights: string
  readonly data: string
  /** undefined: every engine that runs here. */
  readonly backend?: EngineName
  readonly sections?: readonly SectionName[]
  readonly exercise: boolean
  readonly seeds?: readonly number[]
  /** undefined: a temporary folder. */
  readonly runs?: string
  readonly json?: string
}

/** How the command ends. */
export const EXIT = { ok: 0, failed: 1, unreadable: 2 } as const

const EXIT_CODES = `
Exit codes: 0 all equal within their tolerances, 1 something is not, 2 something could not be checked
(a section is missing or unreadable, an engine is not here, wrong options).`

export function parityCommand(): Command {
  return new Command('parity')
    .description(
      'Compares Graft with numbers that Keras computed: pictures, random numbers, features, training.',
    )
    .requiredOption(
      '--goldens <folder>',
      'index.json and its arrays, as reference/make_goldens.py writes them',
    )
    .requiredOption(
      '--weights <file>',
      'weights of Inception V3 without its top that the goldens were made with',
    )
    .requiredOption(
      '--data <source>',
      'photos that the goldens were made with: a folder with train/, or a zip',
    )
    .addOption(
      new Option(
        '--backend <name>',
        'only this engine (default: every one that runs here, but cpu and webgpu, which may take an hour)',
      ).choices(ENGINES),
    )
    .option('--sections <names>', `only these, of ${SECTIONS.join(', ')}`, sectionList)
    .option('--exercise', 'run the whole exercise too, once for each seed: minutes', false)
    .option('--seeds <numbers>', 'seeds of the exercise, as 1,2,3 (default: those of the goldens)', seedList)
    .option('--runs <folder>', 'keep the runs of the exercise here, and go on from those that are done')
    .option('--json <file>', 'write the result as JSON too')
    .addHelpText('after', EXIT_CODES)
    .allowExcessArguments(false)
    .exitOverride()
}

/** @throws CommanderError */
export function parseOptions(command: Command, argv: readonly string[]): ParityOptions {
  return command.parse(argv, { from: 'user' }).opts<ParityOptions>()
}

/** The sections asked for; the exercise only by name or by flag, as it takes long. */
export function wantedSections({ sections, exercise }: ParityOptions): SectionName[] {
  const named = sections ?? SECTIONS.filter((name) => name !== 'exercise')
  return SECTIONS.filter((name) => named.includes(name) || (name === 'exercise' && exercise))
}

function sectionList(text: string): SectionName[] {
  return text.split(',').map((name) => {
    const section = SECTIONS.find((known) => known === name.trim())
    if (section) return section
    throw new InvalidArgumentError(`Valid: ${SECTIONS.join(', ')}.`)
  })
}

function seedList(text: string): number[] {
  const seeds = text.split(',').map(Number)
  const valid = seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)
  if (valid && text.trim() !== '') return [...new Set(seeds)]
  throw new InvalidArgumentError('Whole numbers from 0 to 4294967295, with commas between them.')
}
