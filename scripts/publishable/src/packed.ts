import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unpack } from '@publint/pack'

/** The part of a package.json that the checks read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** A package as it would be published. */
export interface Packed {
  /** 'keras' of '@graft-ml/keras'. */
  readonly shortName: string
  /** The path of the tarball. */
  readonly tarball: string
  readonly bytes: Uint8Array
  readonly manifest: Manifest
  readonly files: readonly { readonly name: string; readonly data: Uint8Array }[]
}

export async function readPacked(tarball: string): Promise<Packed> {
  const bytes = await readFile(tarball)
  const { files, rootDir } = await unpack(bytes)
  const inside = files.map(({ name, data }) => ({ name: name.slice(rootDir.length + 1), data }))
  const manifest = JSON.parse(textOf(inside, 'package.json')) as Manifest
  return { shortName: manifest.name.split('/').at(-1)!, tarball, bytes, manifest, files: inside }
}

export function textOf(files: Packed['files'], name: string): string {
  const file = files.find((file) => file.name === name)
  if (!file)
    throw new Error(
      `${name} is not in the tarball, which holds: ${files.map((file) => file.name).join(', ')}`,
    )
  return new TextDecoder().decode(file.data)
}

export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** The import specifiers of a package: '@graft-ml/core', '@graft-ml/core/files' ... */
export function specifiersOf({ name, exports = {} }: Manifest): string[] {
  const paths = Object.keys(exports).filter((path) => path !== './package.json')
  return paths.map((path) => name + path.slice(1))
}
