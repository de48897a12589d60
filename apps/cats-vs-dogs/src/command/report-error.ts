import { GraftError, type InvalidArgumentError } from '@graft-ml/core'
import { CommanderError } from 'commander'
import { EXIT, optionNames } from './options'

/** What is printed for an error, and the exit code that goes with it. */
export interface ErrorReport {
  readonly text: string
  readonly exitCode: number
}

/** A user's mistake gives one message; the stack is for `--verbose`, and for what nobody foresaw. */
export function reportError(error: unknown, verbose: boolean): ErrorReport {
  if (error instanceof CommanderError) return reportUsage(error)
  if (GraftError.isInstance(error)) {
    const exitCode = error.code === 'ABORTED' ? EXIT.interrupted : exitCodeOf(error)
    return { text: `Error: ${verbose ? error.stack : error.message}`, exitCode }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { text: `Unexpected error: ${stack}`, exitCode: EXIT.failed }
}

function exitCodeOf(error: GraftError): number {
  const { argument } = error as Partial<InvalidArgumentError>
  return argument?.startsWith('--') ? EXIT.usage : EXIT.failed
}

function reportUsage(error: CommanderError): ErrorReport {
  // --help arrives as an error too, after commander has printed it.
  if (error.exitCode === 0) return { text: '', exitCode: EXIT.ok }
  const message = error.message.replace(/^error: /, '')
  const valid = error.code === 'commander.unknownOption' ? ` Valid: ${optionNames().join(', ')}.` : ''
  return {
    text: `Error: ${capitalise(message)}${/[.!?)]$/.test(message) ? '' : '.'}${valid}`,
    exitCode: EXIT.usage,
  }
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
