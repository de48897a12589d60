import type { Layout } from '../graph-builder'

/** The node that computes an operation's output, and in which layout. */
export interface Emitted {
  readonly name: string
  readonly layout: Layout
}

export function channelsFirst(name: string): Emitted {
  return { name, layout: 'channelsFirst' }
}

export function channelsLast(name: string): Emitted {
  return { name, layout: 'channelsLast' }
}
