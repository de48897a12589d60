import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { type Packed, textOf } from '../packed'
import { pnpm } from '../pnpm'
import type { Check } from '../report'
import { compileConsumers } from './compile-consumers'
import { fromTarballs, unusedEntries, writeConsumers, writeManifest } from './consumer-files'
import { type Format, runConsumers } from './run-consumers'

interface Alone {
  readonly packages: readonly Packed[]
  readonly folder: string
  readonly check: Check
}

const FORMATS: readonly Format[] = ['mjs', 'cjs']

/** Nothing can be imported that is not declared, and nothing comes along that nobody asked for. */
const STRICTLY = [
  ...['--ignore-workspace', '--prefer-offline', '--ignore-scripts', '--strict-peer-dependencies'],
  ...['--config.auto-install-peers=false', '--config.hoist=false'],
]

/** Installs each package with the line of its README, and uses it. */
export async function useAlone({ packages, folder, check }: Alone): Promise<void> {
  const consumers = join(folder, 'consumers')
  await writeConsumers(consumers)
  await compileConsumers(consumers)
  // Two at a time: an install waits more than it computes.
  for (let at = 0; at < packages.length; at += 2) {
    await Promise.all(
      packages.slice(at, at + 2).map((packed) => useOne({ packed, packages, consumers, folder, check })),
    )
  }
}

interface One extends Alone {
  readonly packed: Packed
  /** Where the compiled consumers are. */
  readonly consumers: string
}

async function useOne({ packed, packages, consumers, folder, check }: One): Promise<void> {
  const { shortName, manifest } = packed
  const unused = await unusedEntries(packed)
  if (unused.length > 0) {
    check.bad(`nothing uses ${unused.join(', ')}`, `Use it in scripts/publishable/consumers/${shortName}.ts.`)
  }
  const project = join(folder, 'alone', shortName)
  const line = installLine(packed)
  const wrong = await installAndUse({ project, consumers, packed, manifest: manifestOf(line, packages) })
  if (wrong) {
    check.bad(
      `${manifest.name} alone: ${wrong}`,
      'Declare what it needs in its package.json, and what its user needs in the "npm install" line of its README.',
    )
  } else check.good(`import and require after npm install ${line.join(' ')}`)
}

interface Installation extends Pick<One, 'consumers' | 'packed'> {
  readonly project: string
  readonly manifest: Parameters<typeof writeManifest>[1]
}

/** Says what went wrong, or nothing. */
async function installAndUse({
  project,
  consumers,
  packed,
  manifest,
}: Installation): Promise<string | undefined> {
  await writeManifest(project, manifest)
  await pnpm(['install', ...STRICTLY], project)
  for (const name of ['run.mjs', ...FORMATS.map((format) => `${packed.shortName}.${format}`)]) {
    await cp(join(consumers, name), join(project, name))
  }
  const runs = FORMATS.map((format) => runConsumers({ project, packages: [packed], format }))
  return (await Promise.all(runs)).find((wrong) => wrong !== undefined)
}

/** The packages that the README's first `npm install` names; no scripts are run here, whether it says so or not. */
function installLine({ manifest, files }: Packed): string[] {
  const line = /^npm install (.*)$/m.exec(textOf(files, 'README.md'))?.[1]
  if (!line)
    throw new Error(`The README of ${manifest.name} has no line 'npm install ...'; say how to install it.`)
  const words = line.replace(/#.*/, '').trim().split(/\s+/)
  return words.filter((word) => word !== '--ignore-scripts')
}

/** The packages come from their tarballs, tfjs in the range that the packages ask for. */
function manifestOf(line: readonly string[], packages: readonly Packed[]) {
  const tarballs = fromTarballs(packages)
  const peers: Record<string, string> = Object.assign(
    {},
    ...packages.map((packed) => packed.manifest.peerDependencies),
  )
  const tfjs = peers['@tensorflow/tfjs-core']!
  const dependencies = Object.fromEntries(line.map((name) => [name, tarballs[name] ?? peers[name] ?? tfjs]))
  return { dependencies, pnpm: { overrides: tarballs } }
}
