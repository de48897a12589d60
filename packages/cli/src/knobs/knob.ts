import { InvalidArgumentError as InvalidOption } from 'commander'
import { z } from 'zod'

/** Something that a user may set: by an option of a command, or by its name in a file. */
export interface Knob<Value = unknown> {
  /** The option as commander has it: `--image-size <pixels>`; of yes and no `--vertical-flip`. */
  readonly flags: string
  readonly description: string
  /** What `--no-vertical-flip` does. */
  readonly opposite?: string
  /** All values, where there are few. */
  readonly choices?: readonly string[]
  readonly schema: z.ZodType<Value>
  /** The value that an option's text stands for, unchecked. */
  parse(text: string): unknown
}

export type Knobs = Readonly<Record<string, Knob>>

/** The values of a set of knobs. */
export type ValuesOf<Set extends Knobs> = {
  readonly [Name in keyof Set]: Set[Name] extends Knob<infer Value> ? Value : never
}

/** @param range both ends are valid */
export function wholeNumber(
  flags: string,
  description: string,
  [least, most]: readonly [number, number],
): Knob<number> {
  const error = `It must be a whole number from ${least} to ${most}.`
  const schema = z
    .number(error)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, error)
  return knob(flags, description, schema, toNumber)
}

/** @param range `from` is valid, `below` is not */
export function number(
  flags: string,
  description: string,
  range: { readonly from: number; readonly below: number },
): Knob<number> {
  const { from, below } = range
  const error = `It must be a number from ${from} on and below ${below}.`
  return knob(
    flags,
    description,
    z.number(error).refine((value) => value >= from && value < below, error),
    toNumber,
  )
}

/** A number above 0 and below 1. */
export function share(flags: string, description: string): Knob<number> {
  const error = 'It must be a number between 0 and 1.'
  return knob(
    flags,
    description,
    z.number(error).refine((value) => value > 0 && value < 1, error),
    toNumber,
  )
}

/** Yes or no: `--vertical-flip` and `--no-vertical-flip`. */
export function yesOrNo(flags: string, description: string, opposite: string): Knob<boolean> {
  return { ...knob(flags, description, z.boolean('It must be true or false.'), (text) => text), opposite }
}

export function choice<const Choice extends string>(
  flags: string,
  description: string,
  choices: readonly Choice[],
): Knob<Choice> {
  const error = `Allowed choices are ${choices.join(', ')}.`
  const schema = z.custom<Choice>((value) => choices.some((choice) => choice === value), error)
  return { ...knob(flags, description, schema, (text) => text), choices }
}

export function text(flags: string, description: string): Knob<string> {
  const error = 'It must not be empty.'
  return knob(flags, description, z.string(error).min(1, error), (text) => text)
}

/** One of several parts, counted from 1: `2/5`. */
export function part(flags: string, description: string): Knob<string> {
  const error = 'It must be a part of at least two, like 1/5.'
  const schema = z.string(error).refine((value) => {
    const [, n, k] = /^(\d+)\/(\d+)$/.exec(value) ?? []
    return Number(n) >= 1 && Number(n) <= Number(k) && Number(k) >= 2
  }, error)
  return knob(flags, description, schema, (text) => text)
}

/** What an option's text stands for. @throws commander's InvalidArgumentError, which names the option */
export function readOption<Value>({ parse, schema }: Knob<Value>, text: string): Value {
  const { data, error } = schema.safeParse(parse(text))
  if (error) throw new InvalidOption(error.issues[0]!.message)
  return data as Value
}

function knob<Value>(
  flags: string,
  description: string,
  schema: z.ZodType<Value>,
  parse: (text: string) => unknown,
): Knob<Value> {
  return { flags, description, schema, parse }
}

/** Number('') is 0, which nobody means. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
