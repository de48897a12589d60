/** What every step of a build needs to know of the world. */
export interface Context {
  /** Environment of the tools that are run; its PATH says where they are. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Says in a line what happens. */
  readonly report: (line: string) => void
  /** Stops the tools. */
  readonly signal?: AbortSignal
  /** Gets what the tools print, as it comes. */
  readonly onOutput?: (text: string) => void
}
