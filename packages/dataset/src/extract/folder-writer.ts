import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { duplicateEntry } from './entry-guard'
import type { ExtractJob } from './extract-job'

/** Writes the entries of one archive into its folder. */
export class FolderWriter {
  readonly #job: ExtractJob
  readonly #made = new Set<string>()

  constructor(job: ExtractJob) {
    this.#job = job
  }

  /** @param path - inside the folder, as the guard gave it */
  async folder(path: string): Promise<void> {
    const folder = join(this.#job.folder, path)
    if (this.#made.has(folder)) return
    await mkdir(folder, { recursive: true })
    this.#made.add(folder)
  }

  /**
   * @param path - inside the folder, as the guard gave it
   * @param onChunk - sees every chunk before it is written
   */
  async file(path: string, chunks: AsyncIterable<Buffer>, onChunk?: (chunk: Buffer) => void): Promise<void> {
    await this.folder(dirname(path))
    const file = await this.#create(path)
    try {
      for await (const chunk of chunks) {
        this.#job.signal?.throwIfAborted()
        onChunk?.(chunk)
        await file.writeFile(chunk)
      }
    } finally {
      await file.close()
    }
  }

  async #create(path: string) {
    try {
      return await open(join(this.#job.folder, path), 'wx')
    } catch (error) {
      // Two names that are one where upper and lower case are the same.
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
        throw duplicateEntry(this.#job.archive, path, error)
      }
      throw error
    }
  }
}
