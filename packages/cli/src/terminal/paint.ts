import type { Writable } from 'node:stream'
import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Gives text a look where the stream is a terminal and NO_COLOR is not set. */
export type Paint = (style: Style, text: string) => string

export function painterOf(stream: Writable): Paint {
  return (style, text) => styleText(style, text, { stream })
}
