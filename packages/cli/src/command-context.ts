import type { Surroundings } from './surroundings'

/** What each command is given. */
export interface CommandContext extends Surroundings {
  /** How the process will end. */
  setExitCode(code: number): void
}
