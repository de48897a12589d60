import type { BindingFacts } from '../check-binding'

/** What a way has made in the folder it was given. */
export interface Built extends BindingFacts {
  /** The tfjs-node package, relative to the folder. */
  readonly entry: string
  /** Its binding, relative to the folder. */
  readonly binding: string
}
