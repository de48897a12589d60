import { readdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { replaceFolder, withLock } from '@graft-ml/core/files'
import { buildFromWheel } from './build/build-from-wheel'
import { buildOfficial } from './build/build-official'
import type { Built } from './build/built'
import { checkBinding } from './check-binding'
import type { Context } from './context'
import { type Device, detectDevice } from './machine/detect-device'
import { type Machine, thisMachine } from './machine/machine'
import { type Way, waysFor } from './machine/ways'
import { NativeError } from './native-error'
import { MANIFEST, type NativeManifest, nativeFolder, readManifest } from './native-folder'

export interface InstallOptions extends Partial<Context> {
  /** Default `auto`: tfjs-node's own installer, then the wheel. */
  readonly way?: Way | 'auto'
  /** Default `auto`: `gpu` where an NVIDIA driver lists one. */
  readonly device?: Device | 'auto'
  /** Python with pip; default `python3` or `python`. */
  readonly python?: string
  /** How long tfjs-node's own installer may take. Default 180. */
  readonly seconds?: number
  /** Builds again what is there. Default false. */
  readonly force?: boolean
  /** Default: the one that this process runs on. */
  readonly machine?: Machine
}

/** A build and where it is. */
export interface Installed extends NativeManifest {
  readonly folder: string
  /** Whether it was there already. */
  readonly found: boolean
}

/**
 * Makes tfjs's tensorflow backend available to every Graft of this user: in the cache folder, so that no project's
 * node_modules is changed. What was there before stays until the new one computes.
 *
 * @throws NativeError, FileError
 */
export async function installNative(options: InstallOptions = {}): Promise<Installed> {
  const { environment = process.env, report = () => {}, signal, onOutput } = options
  const context: Context = { environment, report, signal, onOutput }
  const folder = nativeFolder(environment)
  const wanted = options.device ?? 'auto'
  const device = wanted === 'auto' ? await detectDevice(context) : wanted
  const ways = waysFor(options.machine ?? thisMachine(), device, options.way ?? 'auto')
  return await withLock(folder, async () => {
    const found = options.force ? undefined : await findInPlace(context, folder, options)
    if (found) return { ...found, folder, found: true }
    await removeLeftovers(folder)
    report(`Building tfjs's tensorflow backend for a ${device.toUpperCase()} in ${folder}`)
    return { ...(await build(context, folder, ways, device, options)), folder, found: false }
  })
}

/** What is there, if it is what is wanted and computes. */
async function findInPlace(
  context: Context,
  folder: string,
  { device = 'auto', way = 'auto' }: InstallOptions,
): Promise<NativeManifest | undefined> {
  const manifest = await readManifest(folder)
  if (!manifest) return undefined
  if (device !== 'auto' && device !== manifest.device) return undefined
  if (way !== 'auto' && way !== manifest.way) return undefined
  try {
    await checkBinding(context, join(folder, manifest.binding))
    return manifest
  } catch (error) {
    if (!(error instanceof NativeError && error.code === 'DOES_NOT_LOAD')) throw error
    context.report(`What is in ${folder} does not load any more; building it again.`)
    return undefined
  }
}

async function build(
  context: Context,
  folder: string,
  ways: readonly Way[],
  device: Device,
  options: InstallOptions,
): Promise<NativeManifest> {
  for (const [index, way] of ways.entries()) {
    try {
      return await replaceFolder(folder, async (temporary) => {
        const built = await buildBy(way, context, temporary, device, options)
        const manifest = describe(built, way, device)
        await writeFile(join(temporary, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
        return manifest
      })
    } catch (error) {
      const isLast = index === ways.length - 1
      if (isLast || !(error instanceof NativeError) || error.code === 'ABORTED') throw error
      // The hint is for those who asked for this way; here the next one is the remedy.
      context.report(`  ${error.hint ? error.message.replace(` ${error.hint}`, '') : error.message}`)
    }
  }
  throw new Error('unreachable: there is at least one way')
}

function buildBy(
  way: Way,
  context: Context,
  folder: string,
  device: Device,
  { python, seconds = 180 }: InstallOptions,
): Promise<Built> {
  if (way === 'wheel') {
    context.report("By TensorFlow's wheel:")
    return buildFromWheel(context, folder, { device, python })
  }
  context.report(`By tfjs-node's own installer (at most ${seconds} seconds):`)
  return buildOfficial(context, folder, { device, seconds })
}

function describe({ entry, binding, tensorflow }: Built, way: Way, device: Device): NativeManifest {
  return { format: 1, entry, binding, tensorflow, device, way, built: new Date().toISOString() }
}

/** Folders of builds that were killed. The lock says that none is under way. */
async function removeLeftovers(folder: string): Promise<void> {
  const [parent, beginning] = [dirname(folder), `.${basename(folder)}.`]
  for (const name of await readdir(parent)) {
    if (!name.startsWith(beginning) || !name.endsWith('.partial')) continue
    await rm(join(parent, name), { recursive: true, force: true })
  }
}
