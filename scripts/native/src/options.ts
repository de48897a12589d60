import { Command, InvalidArgumentError, Option } from 'commander'
import { DEVICES, type Device } from './machine/detect-device'
import { WAYS, type Way } from './machine/ways'

/** What the command line says. */
export interface NativeOptions {
  readonly way: Way | 'auto'
  readonly device: Device | 'auto'
  readonly python?: string
  readonly seconds: number
  readonly force: boolean
  readonly remove: boolean
  readonly verbose: boolean
}

export function nativeCommand(): Command {
  return new Command('native')
    .description(
      "Makes tfjs's tensorflow backend available to Graft: tries tfjs-node's own installer, else builds the same binding against TensorFlow's wheel. Everything goes into Graft's cache folder (GRAFT_HOME).",
    )
    .addOption(
      new Option('--device <device>', 'what to compute on').choices(['auto', ...DEVICES]).default('auto'),
    )
    .addOption(new Option('--way <way>', 'how to get it').choices(['auto', ...WAYS]).default('auto'))
    .option('--python <path>', 'a Python with pip; default: python3 or python')
    .option('--seconds <n>', "how long tfjs-node's own installer may take", seconds, 180)
    .option('--force', 'build again what is there', false)
    .option('--remove', 'delete what was built', false)
    .option('--verbose', 'print what the tools print', false)
    .helpOption('-h, --help', 'print this')
    .exitOverride()
}

function seconds(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('It must be a number of seconds above 0.')
}
