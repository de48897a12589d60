import { TrunkThread } from './trunk-thread'

/**
 * Keeps the thread of a trunk that is gone for the next one. A thread has memory of its own for its sessions, which
 * the system does not get back when it ends, and which no other thread takes over.
 */
export class SpareThread {
  private spare: TrunkThread | undefined

  take(): TrunkThread {
    const { spare } = this
    this.spare = undefined
    return spare && !spare.hasEnded ? spare : new TrunkThread()
  }

  /** Closes the thread's session and keeps it; ends it where there is one already. */
  async giveBack(thread: TrunkThread): Promise<void> {
    if (this.spare || thread.hasEnded) return thread.end()
    // Whoever takes it now is served after the session is closed.
    this.spare = thread
    await thread.close()
  }
}
