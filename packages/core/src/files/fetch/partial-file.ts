import { type FileHandle, open, rename, rm, writeFile } from 'node:fs/promises'
import { withFileErrors } from '../file-error'
import { readJsonIfThere, statIfThere } from '../read-if-there'

/** What must be known of a download to go on with it later, kept beside the partial file. */
export interface PartialState {
  /** Which url the bytes came from. */
  readonly key: string
  /** A strong ETag or a Last-Modified date, for If-Range. */
  readonly validator?: string
  /** Bytes of the whole file. */
  readonly total?: number
}

/**
 * The bytes that have come so far, in `<target>.partial`.
 *
 * Survives failed attempts and the process, so that the next call goes on where this one stopped.
 */
export class PartialFile {
  readonly path: string
  readonly #target: string
  readonly #statePath: string
  #file: FileHandle | undefined
  #state: PartialState | undefined
  #size = 0
  #spliced = false

  private constructor(target: string) {
    this.#target = target
    this.path = `${target}.partial`
    this.#statePath = `${this.path}.json`
  }

  static async load(target: string): Promise<PartialFile> {
    const partial = new PartialFile(target)
    partial.#state = (await readJsonIfThere(partial.#statePath)) as PartialState | undefined
    partial.#size = partial.#state ? await sizeOf(partial.path) : 0
    return partial
  }

  /** What is known of the bytes; undefined before the first one. */
  get state(): PartialState | undefined {
    return this.#state
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  get isComplete(): boolean {
    return this.#size > 0 && this.#size === this.#state?.total
  }

  /** Whether the bytes came in more than one response, which may not have been of the same file. */
  get isSpliced(): boolean {
    return this.#spliced
  }

  /** Drops what is there and starts with the first byte. */
  async restart(state: PartialState): Promise<void> {
    await this.discard()
    await withFileErrors('write', this.#statePath, () => writeFile(this.#statePath, JSON.stringify(state)))
    this.#state = state
    await this.#open('w')
  }

  /** Goes on after the last byte. */
  async resume(): Promise<void> {
    this.#spliced = true
    await this.#open('a')
  }

  async append(bytes: Uint8Array): Promise<void> {
    const file = this.#file
    if (!file) throw new Error('append() needs restart() or resume() before it')
    await withFileErrors('write', this.path, () => file.writeFile(bytes))
    this.#size += bytes.length
  }

  /** Closes the file; what is in it stays. */
  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await withFileErrors('write', this.path, async () => file?.close())
  }

  async discard(): Promise<void> {
    await this.close()
    await withFileErrors('write', this.path, async () => {
      await rm(this.path, { force: true })
      await rm(this.#statePath, { force: true })
    })
    this.#state = undefined
    this.#size = 0
    this.#spliced = false
  }

  /** Gives the file its name: it is whole. */
  async publish(): Promise<void> {
    await this.close()
    await withFileErrors('write', this.#target, async () => {
      await rename(this.path, this.#target)
      await rm(this.#statePath, { force: true })
    })
  }

  async #open(flags: 'w' | 'a'): Promise<void> {
    await this.close()
    this.#file = await withFileErrors('write', this.path, () => open(this.path, flags))
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await statIfThere(path))?.size ?? 0
}
