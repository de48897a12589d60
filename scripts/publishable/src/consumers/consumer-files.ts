import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Packed, specifiersOf } from '../packed'

const consumers = fileURLToPath(new URL('../consumers', import.meta.url))

/** The kinds of module a consumer is written as, by the end of its file's name. */
const KINDS = ['.ts', '.mts', '.cts']

/** Makes a project of the consumers: each source as a module, as CommonJS, and for a bundler. */
export async function writeConsumers(project: string): Promise<void> {
  await mkdir(project, { recursive: true })
  for (const name of await readdir(consumers)) {
    if (!name.endsWith('.ts')) await cp(join(consumers, name), join(project, name))
    else
      for (const kind of KINDS) await cp(join(consumers, name), join(project, basename(name, '.ts') + kind))
  }
}

/** Entries of a package that its consumer does not name. */
export async function unusedEntries({ shortName, manifest }: Packed): Promise<string[]> {
  const source = await readFile(join(consumers, `${shortName}.ts`), 'utf8')
  return specifiersOf(manifest).filter((specifier) => !source.includes(`'${specifier}'`))
}

export interface ProjectManifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

export async function writeManifest(project: string, manifest: ProjectManifest): Promise<void> {
  await mkdir(project, { recursive: true })
  const text = JSON.stringify({ name: 'consumer', private: true, type: 'module', ...manifest }, null, 2)
  await writeFile(join(project, 'package.json'), text)
}

/** Where npm and pnpm shall take the packages from. */
export function fromTarballs(packages: readonly Packed[]): Record<string, string> {
  return Object.fromEntries(packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]))
}
