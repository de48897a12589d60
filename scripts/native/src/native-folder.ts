import { join } from 'node:path'
import { cacheFolder, readJsonIfThere } from '@graft-ml/core/files'
import type { Device } from './machine/detect-device'
import type { Way } from './machine/ways'

/** What is known of a build; `@graft-ml/engine` reads `format` and `entry`. */
export interface NativeManifest {
  /** Of this file. */
  readonly format: 1
  /** The tfjs-node package with its binding, relative to the folder. */
  readonly entry: string
  /** The binding, relative to the folder. */
  readonly binding: string
  /** TensorFlow's version. */
  readonly tensorflow: string
  readonly device: Device
  readonly way: Way
  /** ISO 8601. */
  readonly built: string
}

export const MANIFEST = 'native.json'

/** Where native TensorFlow is kept: one for a user, whatever project uses it. */
export function nativeFolder(environment?: Readonly<Record<string, string | undefined>>): string {
  return join(cacheFolder(environment), 'native', 'tensorflow')
}

/** What is built there; undefined where nothing is. */
export async function readManifest(folder: string): Promise<NativeManifest | undefined> {
  return (await readJsonIfThere(join(folder, MANIFEST))) as NativeManifest | undefined
}
