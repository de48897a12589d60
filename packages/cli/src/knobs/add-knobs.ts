import { type Command, Option } from 'commander'
import { type Knob, type Knobs, readOption, type ValuesOf } from './knob'

export interface AddKnobsOptions<Set extends Knobs> {
  /** Shown above them in the help. */
  readonly group?: string
  /** What they are without an option. Without these a command sees only those that were given. */
  readonly defaults?: Partial<ValuesOf<Set>>
  /** What is shown as the default where it depends on other things, by name. */
  readonly shownDefaults?: Readonly<Partial<Record<keyof Set, unknown>>>
}

/** Adds an option for each knob, one for either answer where it is a question of yes or no. */
export function addKnobs<Set extends Knobs>(
  command: Command,
  knobs: Set,
  { group, defaults, shownDefaults }: AddKnobsOptions<Set> = {},
): Command {
  for (const [name, knob] of Object.entries(knobs)) {
    const value = defaults?.[name]
    const shown = shownDefaults?.[name] ?? value
    const [main, ...others] = takesValue(knob) ? [valueOption(knob)] : answers(knob, shown === true)
    if (value !== undefined) main.default(value)
    else if (shown !== undefined && takesValue(knob)) main.description += ` (default: ${shown})`
    for (const option of [main, ...others]) {
      if (group) option.helpGroup(`${group}:`)
      command.addOption(option)
    }
  }
  return command
}

function takesValue({ flags }: Knob): boolean {
  return flags.includes('<')
}

function valueOption(knob: Knob): Option {
  const option = new Option(knob.flags, knob.description)
  // Shells complete choices that commander knows.
  return knob.choices ? option.choices(knob.choices) : option.argParser((text) => readOption(knob, text))
}

/** The help shows only the answer that changes something. */
function answers({ flags, description, opposite }: Knob, usual: boolean): [yes: Option, no: Option] {
  return [
    new Option(flags, description).hideHelp(usual),
    new Option(flags.replace(/^--/, '--no-'), opposite).hideHelp(!usual),
  ]
}
