import type { Surroundings } from '../surroundings'
import { painterOf } from './paint'

/** Changes what a notice says. */
export type Update = (text: string) => void

/** To the beginning of the line, and clear it. */
const CLEAR = '\r\u001b[K'

/** Shows on a terminal that something is going on, for as long as it is; elsewhere nothing. */
export async function withNotice<Result>(
  stream: Surroundings['stderr'],
  notice: string,
  work: (update: Update) => Promise<Result>,
): Promise<Result> {
  if (!stream.isTTY) return await work(() => {})
  const paint = painterOf(stream)
  const show = (text: string) => stream.write(`  ${paint('dim', text)}`)
  show(notice)
  try {
    return await work((text) => {
      stream.write(CLEAR)
      show(text)
    })
  } finally {
    stream.write(CLEAR)
  }
}
