import { InvalidArgumentError, show } from '@graft-ml/core'
import type { File } from 'h5wasm'
import { type Hdf5Library, libraryOverFiles, libraryOverMemory } from './hdf5-library'
import { nodeModules } from './node-modules'
import { WeightsFileError } from './weights-file-error'

/** Where an HDF5 file is: a path or `file:` url (Node), or its bytes (anywhere). Bytes are read, never changed. */
export type WeightsSource = string | Uint8Array | ArrayBuffer

/** An HDF5 file open for reading. */
export interface OpenHdf5 {
  /** How errors call it: its path, or that it is bytes. */
  readonly label: string
  readonly library: Hdf5Library
  readonly file: File
  close(): void
}

/** Opens an HDF5 file for reading. Errors: see `WeightsFileError`. */
export async function openHdf5(source: WeightsSource): Promise<OpenHdf5> {
  if (typeof source === 'string') return openPath(source)
  if (source instanceof Uint8Array) return openBytes(source)
  if (source instanceof ArrayBuffer) return openBytes(new Uint8Array(source))
  throw new InvalidArgumentError({
    argument: 'source',
    expected: 'a path, a file: url, a Uint8Array or an ArrayBuffer',
    received: source,
  })
}

async function openPath(source: string): Promise<OpenHdf5> {
  const path = localPath(source)
  const { bytes, start } = look(path)
  const library = await libraryOverFiles()
  const label = `'${path}'`
  const file = open(library, path, { label, bytes, start })
  return { label, library, file, close: () => void file.close() }
}

let opened = 0

async function openBytes(bytes: Uint8Array): Promise<OpenHdf5> {
  const library = await libraryOverMemory()
  const { FS } = library.Module
  opened += 1
  const path = `/weights-${opened}.h5`
  const label = 'the bytes given'
  // The library keeps a reference to the caller's bytes instead of a copy, and only reads them.
  FS.writeFile(path, bytes, { canOwn: true } as object)
  try {
    const file = open(library, path, { label, bytes: bytes.length, start: bytes.subarray(0, 16) })
    return {
      label,
      library,
      file,
      close() {
        file.close()
        FS.unlink(path)
      },
    }
  } catch (error) {
    FS.unlink(path)
    throw error
  }
}

/** An absolute path from a path or a `file:` url. Only where there are files. */
export function localPath(source: string): string {
  const node = nodeModules()
  if (!node) {
    throw new InvalidArgumentError({
      argument: 'source',
      expected: 'the bytes of the file (there are no paths in a browser)',
      received: source,
      hint: 'Fetch them first: new Uint8Array(await (await fetch(url)).arrayBuffer()).',
    })
  }
  if (source.startsWith('file:')) return node.url.fileURLToPath(source)
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(source)) {
    throw new InvalidArgumentError({
      argument: 'source',
      expected: 'a path or a file: url',
      received: source,
      hint: "Download it first, for example with fetchFile() from '@graft-ml/core/files'.",
    })
  }
  return node.path.resolve(source)
}

/** The length and the first bytes of a file, so that errors can say what it is. */
function look(path: string): { bytes: number; start: Uint8Array } {
  const { fs } = nodeModules()!
  let descriptor: number | undefined
  try {
    descriptor = fs.openSync(path, 'r')
    const start = new Uint8Array(16)
    const length = fs.readSync(descriptor, start, 0, start.length, 0)
    return { bytes: fs.fstatSync(descriptor).size, start: start.subarray(0, length) }
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new WeightsFileError({
      code: missing ? 'WEIGHTS_FILE_NOT_FOUND' : 'WEIGHTS_FILE_UNREADABLE',
      message: missing
        ? `There is no weight file at '${path}'.`
        : `The weight file '${path}' cannot be read: ${(cause as Error).message}.`,
      hint: missing ? 'Check the path.' : 'Check that it is a file and that you may read it.',
      cause,
    })
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor)
  }
}

interface Looked {
  readonly label: string
  readonly bytes: number
  readonly start: Uint8Array
}

function open(library: Hdf5Library, path: string, { label, bytes, start }: Looked): File {
  try {
    return new library.File(path, 'r')
  } catch (cause) {
    const text = String(cause)
    if (/file signature/.test(text)) {
      throw new WeightsFileError({
        code: 'NOT_HDF5',
        message: `Not an HDF5 file: ${label} (${bytes} bytes, beginning with ${beginning(start)}).`,
        hint: 'Keras writes one with model.save_weights("weights.h5").',
        cause,
      })
    }
    const whole = /stored_eof = (\d+)/.exec(text)?.[1]
    throw new WeightsFileError({
      code: 'WEIGHTS_FILE_TRUNCATED',
      message: `The HDF5 file is cut off: ${label} has ${bytes} bytes${whole ? ` of ${whole}` : ''}.`,
      hint: 'Fetch or copy it again.',
      cause,
    })
  }
}

/** An error page or a pointer of a version control system is known by its first characters. */
function beginning(start: Uint8Array): string {
  if (start.length === 0) return 'nothing'
  const text = new TextDecoder('latin1').decode(start)
  return /^[\x20-\x7e\s]+$/.test(text)
    ? show(text)
    : [...start].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
