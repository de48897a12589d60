import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { lastLines, runCommand, tryCommand } from '../command'
import type { Packed } from '../packed'
import { pnpm } from '../pnpm'
import type { Check } from '../report'
import { fillCache, type Published } from './fill-cache'
import { firstLines, promisedReport } from './first-lines'
import { npmSettings } from './npm-settings'
import { startRegistry } from './registry'

const SCOPE = '@graft-ml'

interface Stranger {
  readonly root: string
  readonly folder: string
  readonly packages: readonly Packed[]
  /** What the commands would download. */
  readonly published: Published
  readonly check: Check
}

/** Publishes to a registry of this machine, and follows the first lines of the README in an empty folder. */
export async function beAStranger({ root, folder, packages, published, check }: Stranger): Promise<void> {
  const own = join(folder, 'stranger')
  const [project, cache] = [join(own, 'project'), join(own, 'cache')]
  await mkdir(project, { recursive: true })
  await fillCache(cache, published)
  const registry = await startRegistry(join(own, 'registry'), SCOPE)
  try {
    const settings = await npmSettings(own, SCOPE, registry.url)
    await publish({ copy: join(folder, 'repository'), settings, packages, check })
    const readme = await readFile(join(root, 'README.md'), 'utf8')
    await follow(readme, { project, env: { ...settings, GRAFT_HOME: cache }, check })
  } finally {
    await registry.close()
  }
}

interface Publishing {
  /** The repository with its versions raised. */
  readonly copy: string
  readonly settings: Readonly<Record<string, string>>
  readonly packages: readonly Packed[]
  readonly check: Check
}

async function publish({ copy, settings, packages, check }: Publishing): Promise<void> {
  await pnpm(['exec', 'changeset', 'publish', '--no-git-tag'], copy, settings)
  for (const { name, version } of packages.map(({ manifest }) => manifest)) {
    const latest = (await runCommand('npm', ['view', name, 'version'], { cwd: copy, env: settings })).trim()
    if (latest === version) check.good(`changeset publish: ${name} ${version}`)
    else
      check.bad(
        `the registry has ${name} ${latest}, not ${version}`,
        'Look at what changeset publish says in a copy.',
      )
  }
}

interface Following {
  readonly project: string
  readonly env: Readonly<Record<string, string>>
  readonly check: Check
}

/** In one shell, as somebody would who copies them. */
async function follow(readme: string, { project, env, check }: Following): Promise<void> {
  const begun = performance.now()
  const lines = firstLines(readme)
  const options = { cwd: project, env, limit: 1200 }
  const { code, stdout, stderr } = await tryCommand('bash', ['-euc', lines.join('\n')], options)
  const took = `${((performance.now() - begun) / 1000).toFixed(0)} s`
  check.plain(indented([...lines.map((line) => `$ ${line}`), '...', lastLines(stdout, 12)].join('\n')))
  const wrong =
    code === 0 ? await whatIsMissing(join(project, promisedReport(readme)), stdout) : `ended with ${code}`
  if (wrong) {
    check.bad(
      `the README's first lines: ${wrong}\n${lastLines(stderr, 30)}`,
      'Run it again with --keep, and follow them in stranger/project.',
    )
  } else check.good(`the README's first lines, in an empty folder: ${took}`)
}

/** The lines train on cats and dogs, and then ask what photos of dogs show. */
async function whatIsMissing(report: string, stdout: string): Promise<string | undefined> {
  if (!existsSync(report)) return `they promise ${report}, which is not there`
  const { engine } = JSON.parse(await readFile(join(dirname(report), 'environment.json'), 'utf8'))
  if (engine !== 'onnx') return `they train on ${engine}: npm has left onnxruntime-node out`
  const photos = stdout.split('\n').filter((line) => /dogs[/\\]\S*99\.jpg/.test(line))
  const dogs = photos.filter((line) => / {2}dogs \d/.test(line))
  if (dogs.length > photos.length / 2) return undefined
  return `of ${photos.length} photos of dogs, ${dogs.length} are taken for dogs`
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ')
}
