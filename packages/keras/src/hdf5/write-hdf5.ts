import type { File } from 'h5wasm'
import { libraryOverFiles, libraryOverMemory } from './hdf5-library'
import { localPath } from './local-file'
import { nodeModules } from './node-modules'
import { WeightsFileError } from './weights-file-error'

type Write = (file: File) => Promise<void>

/**
 * Writes an HDF5 file beside, and gives it its name when it is whole. Makes the folder where it is missing.
 *
 * @throws WeightsFileError `WEIGHTS_NOT_WRITTEN`
 */
export async function writeHdf5(path: string, write: Write): Promise<void> {
  const target = localPath(path)
  const { fs, path: paths } = nodeModules()!
  const beside = `${target}.${process.pid}.${Date.now()}.part`
  let begun = false
  try {
    fs.mkdirSync(paths.dirname(target), { recursive: true })
    // The C library reports a folder that may not be written as "unable to create file": ask the system.
    fs.closeSync(fs.openSync(beside, 'w'))
    begun = true
    const { File } = await libraryOverFiles()
    await writeInto(new File(beside, 'w'), write)
    fs.renameSync(beside, target)
  } catch (cause) {
    if (begun) fs.rmSync(beside, { force: true })
    throw notWritten(`to '${target}'`, 'Check that the folder can be written and the disk has room.', cause)
  }
}

let written = 0

/**
 * The bytes of an HDF5 file, in Node and in browsers.
 *
 * @throws WeightsFileError `WEIGHTS_NOT_WRITTEN`
 */
export async function hdf5Bytes(write: Write): Promise<Uint8Array> {
  const { File, Module } = await libraryOverMemory()
  written += 1
  const path = `/saved-weights-${written}.h5`
  try {
    await writeInto(new File(path, 'w'), write)
    return Module.FS.readFile(path)
  } catch (cause) {
    throw notWritten(
      'to bytes',
      "Check the names of the layers: HDF5 takes no '.' and no character 0.",
      cause,
    )
  } finally {
    if (Module.FS.analyzePath(path).exists) Module.FS.unlink(path)
  }
}

async function writeInto(file: File, write: Write): Promise<void> {
  try {
    await write(file)
  } finally {
    file.close()
  }
}

function notWritten(where: string, hint: string, cause: unknown): WeightsFileError {
  return new WeightsFileError({
    code: 'WEIGHTS_NOT_WRITTEN',
    message: `The weights were not written ${where}: ${firstLine(cause)}.`,
    hint,
    cause,
  })
}

function firstLine(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  const minor = /minor: (.+)\s*$/.exec(text)
  return (minor?.[1] ?? text.split('\n')[0]!).replace(/[.\s]+$/, '')
}
