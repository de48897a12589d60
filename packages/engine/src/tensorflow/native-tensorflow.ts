import { EngineError } from '../errors/engine-error'
import { NATIVE } from './native-name'

/** What `npm run native` writes when it has built TensorFlow's binding; the folder is its own. */
export interface NativeManifest {
  /** Of the manifest; this code reads 1. */
  readonly format: number
  /** The folder of the tfjs-node package with its binding, relative to the manifest. */
  readonly entry: string
  /** TensorFlow's version. */
  readonly tensorflow: string
  readonly device: 'cpu' | 'gpu'
}

/** Under which name tfjs waits for the tfjs-node that `npm run native` has put into the cache folder. */
const SHARED = Symbol.for('graft.tfjs')
const COMMAND = `Build it with: ${NATIVE}.`

/**
 * Imports the tfjs-node that `npm run native` has built into Graft's cache folder, which registers the backend.
 *
 * It has no tfjs of its own: it takes the one that is loaded here, so that a process has one.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` where there is none, or where it is of another version.
 */
export async function importNativeTensorflow(): Promise<void> {
  const [{ createRequire }, { join }] = await Promise.all([import('node:module'), import('node:path')])
  const folder = await nativeFolder()
  const { entry } = await readManifest(folder)
  const require = createRequire(import.meta.url)
  const tfjs = { ...require('@tensorflow/tfjs-core'), ...require('@tensorflow/tfjs-layers') }
  Object.assign(globalThis, { [SHARED]: tfjs })
  require(join(folder, entry))
}

/** Where `npm run native` keeps what it has built; it may not be there. */
export async function nativeFolder(): Promise<string> {
  const [{ cacheFolder }, { join }] = await Promise.all([import('@graft-ml/core/files'), import('node:path')])
  return join(cacheFolder(), 'native', 'tensorflow')
}

/** TensorFlow's version in what `npm run native` has built; undefined where there is none. Nothing is loaded. */
export async function nativeVersion(): Promise<string | undefined> {
  return (await readManifestIfThere(await nativeFolder()))?.tensorflow
}

async function readManifest(folder: string): Promise<NativeManifest> {
  const manifest = await readManifestIfThere(folder)
  if (!manifest) throw unavailable(`There is no native TensorFlow in ${folder}.`, COMMAND)
  if (manifest.format !== 1) {
    const message = `The native TensorFlow in ${folder} has format ${manifest.format}; this version reads 1.`
    throw unavailable(message, 'Build it again with: npm run native -- --force.')
  }
  return manifest
}

async function readManifestIfThere(folder: string): Promise<NativeManifest | undefined> {
  const [{ readJsonIfThere }, { join }] = await Promise.all([
    import('@graft-ml/core/files'),
    import('node:path'),
  ])
  return (await readJsonIfThere(join(folder, 'native.json'))) as NativeManifest | undefined
}

function unavailable(message: string, hint: string): EngineError {
  return new EngineError({ code: 'BACKEND_UNAVAILABLE', message, hint })
}
