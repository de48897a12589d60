import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const PACKAGE = join(import.meta.dirname, '..')

/** A folder with the built engine as npm would have installed it. */
export interface InstalledEngine {
  readonly folder: string
  /** What a probe runs there. */
  readonly program: string
  remove(): Promise<void>
}

export interface InstallEngineOptions {
  /** Packages that are not there, of those that the engine needs. */
  readonly without?: readonly string[]
  /** Optional packages that are there. */
  readonly linked?: readonly string[]
  /** CommonJS source of packages that only have a name: version 9.9.9. */
  readonly fakes?: Readonly<Record<string, string>>
}

export async function installEngine(options: InstallEngineOptions = {}): Promise<InstalledEngine> {
  const { without = [], linked = [], fakes = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'graft-doctor-'))
  const modules = join(folder, 'node_modules')
  const engine = join(modules, '@graft-ml/engine')
  const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as Manifest
  await cp(join(PACKAGE, 'dist'), join(engine, 'dist'), { recursive: true })
  await cp(join(PACKAGE, 'package.json'), join(engine, 'package.json'))
  for (const name of [...requiredBy(manifest), ...linked]) {
    if (!without.includes(name)) await link(name, modules)
  }
  for (const [name, source] of Object.entries(fakes)) await writePackage(join(modules, name), name, source)
  return {
    folder,
    program: join(engine, 'dist/engine-probe.cjs'),
    // Windows lets go of a process's files a little later.
    remove: () => rm(folder, { recursive: true, maxRetries: 5 }),
  }
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>
}

function requiredBy({ dependencies, peerDependencies, peerDependenciesMeta }: Manifest): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => !(name in peerDependenciesMeta))
  return [...Object.keys(dependencies), ...peers]
}

async function link(name: string, modules: string): Promise<void> {
  const place = join(modules, name)
  await mkdir(dirname(place), { recursive: true })
  await symlink(join(PACKAGE, 'node_modules', name), place, 'junction')
}

async function writePackage(folder: string, name: string, source: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '9.9.9', main: 'index.js' }))
  await writeFile(join(folder, 'index.js'), source)
}
