import { printable } from './printable'

/** The first line of what went wrong: native modules answer with a page. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return printable(message.split('\n', 1)[0].trim())
}
