/** What became of one candidate. */
export interface BackendReport {
  readonly name: string
  readonly taken: boolean
  /** Why it was or was not taken, in a sentence. */
  readonly reason: string
}
