import { TrunkThreads } from './trunk-threads'

/**
 * Keeps the threads of a trunk that is gone for the next one. A thread has memory of its own for its sessions, which
 * the system does not get back when it ends, and which no other thread takes over.
 */
export class SpareThreads {
  private spare: TrunkThreads | undefined

  /** @param count threads of each trunk */
  constructor(private readonly count: number) {}

  take(): TrunkThreads {
    const { spare } = this
    this.spare = undefined
    return spare && !spare.hasEnded ? spare : new TrunkThreads(this.count)
  }

  /** Closes the threads' sessions and keeps them; ends them where there are some already. */
  async giveBack(threads: TrunkThreads): Promise<void> {
    if (this.spare || threads.hasEnded) return threads.end()
    // Whoever takes them now is served after the sessions are closed.
    this.spare = threads
    await threads.close()
  }
}
