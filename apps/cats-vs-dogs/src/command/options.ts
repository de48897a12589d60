import { InvalidArgumentError } from '@graft-ml/core'
import { ENGINES, type EngineName } from '@graft-ml/engine'
import { Command, InvalidArgumentError as InvalidOption, Option } from 'commander'

/** What the demo was asked to do. */
export interface DemoOptions {
  /** Zip, folder or url of photos; undefined: the published ones. */
  readonly data?: string
  /** File or url of Inception V3 weights without the top; undefined: the published ones. */
  readonly weights?: string
  readonly epochs: number
  /** undefined: 50, or fewer on the embedded sample. */
  readonly fineTuneEpochs?: number
  /** Steps of an epoch; undefined: one pass over the photos. */
  readonly steps?: number
  /** Validation steps of an epoch; undefined: one pass over the validation photos. */
  readonly validationSteps?: number
  readonly batchSize: number
  readonly seed: number
  readonly out: string
  readonly backend: EngineName | 'auto'
  readonly offline: boolean
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** How the demo ends. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notANumber: 3, interrupted: 130 } as const

const EXIT_CODES = `
Exit codes: 0 done, 1 something failed and the message says what, 2 wrong options,
3 the loss was not a number (the last good weights are kept), 130 interrupted (what there was is written).`

/** The command line. Parsing throws commander's CommanderError where the options are wrong. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Cat vs. dog image classification: feature extraction and fine-tuning with Inception V3.')
    .option(
      '--data <source>',
      'photos: a zip, a folder with train/ and validation/, or a url (default: the published ones)',
    )
    .option(
      '--weights <file>',
      'weights of Inception V3 without its top: an .h5 file or a url (default: the published ones)',
    )
    .option('--epochs <n>', 'epochs of feature extraction', wholeNumber(0), 2)
    .option(
      '--fine-tune-epochs <n>',
      'epochs of fine-tuning (default: 50; 2 on the embedded sample)',
      wholeNumber(0),
    )
    .option('--steps <n>', 'training steps of an epoch (default: one pass over the photos)', wholeNumber(1))
    .option(
      '--validation-steps <n>',
      'validation steps of an epoch (default: one pass over the validation photos)',
      wholeNumber(1),
    )
    .option('--batch-size <n>', 'photos in a step', wholeNumber(1), 20)
    .option('--seed <n>', 'the same seed gives the same run', wholeNumber(0), 1)
    .option('--out <folder>', 'where to write the results', 'run')
    .addOption(
      new Option('--backend <name>', 'where the arithmetic runs')
        .choices(['auto', ...ENGINES])
        .default('auto'),
    )
    .option('--offline', 'touch no network: what is cached, else the embedded sample', false)
    .option('--json', 'print the result as one JSON document on stdout, everything else on stderr', false)
    .option('--quiet', 'print no progress', false)
    .option('--verbose', 'print the stack of an error', false)
    .addHelpText('after', EXIT_CODES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
}

/** @throws CommanderError, InvalidArgumentError */
export function parseOptions(argv: readonly string[]): DemoOptions {
  const command = demoCommand().parse(argv, { from: 'user' })
  const options = command.opts<DemoOptions>()
  if (options.seed > 0xffffffff) {
    throw new InvalidArgumentError({
      argument: '--seed',
      expected: 'a whole number from 0 to 4294967295',
      received: options.seed,
    })
  }
  return options
}

/** The long names of all options, for the message about an unknown one. */
export function optionNames(): string[] {
  return [...demoCommand().options.map((option) => option.long ?? ''), '--help']
}

function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value
    throw new InvalidOption(`It must be a whole number, ${least} or above.`)
  }
}
