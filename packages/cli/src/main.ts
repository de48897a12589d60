import { GraftError } from '@graft-ml/core'
import { CommanderError } from 'commander'
import { graftCommand } from './graft-command'
import { type Surroundings, thisProcess } from './surroundings'
import { INTERRUPTED } from './terminal/interruption'

/** How every command ends that could not do its work. */
const FAILED = 2

/** Runs a command line; gives the exit code. Prints one message for an error. */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = thisProcess(),
): Promise<number> {
  let exitCode = 0
  const setExitCode = (code: number) => {
    exitCode = code
  }
  try {
    await graftCommand({ ...surroundings, setExitCode }).parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has printed its own, and throws for --help too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAILED
    if (GraftError.isInstance(error) && error.code === 'ABORTED') return INTERRUPTED
    const text = GraftError.isInstance(error) ? error.message : (error as Error).stack
    surroundings.stderr.write(`Error: ${text}\n`)
    return FAILED
  }
}
