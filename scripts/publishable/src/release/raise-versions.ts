import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gt, gte } from 'semver'
import { runCommand } from '../command'
import { readManifest } from '../packed'
import type { Check } from '../report'

interface Status {
  readonly releases: readonly { readonly name: string; readonly newVersion: string; readonly type: string }[]
}

interface Versions {
  /** A copy of the repository, which is changed. */
  readonly copy: string
  /** Folders under packages/ that are published. */
  readonly names: readonly string[]
  readonly check: Check
}

/** `changeset status` and `changeset version`; what no changeset names gets one of this rehearsal's own. */
export async function raiseVersions({ copy, names, check }: Versions): Promise<void> {
  const changeset = (args: readonly string[]) =>
    runCommand(process.execPath, [join(copy, 'node_modules/@changesets/cli/bin.js'), ...args], { cwd: copy })
  const folders = names.map((name) => join(copy, 'packages', name))
  const before = await Promise.all(folders.map(readManifest))

  await changeset(['status', '--output=status.json'])
  const { releases } = JSON.parse(await readFile(join(copy, 'status.json'), 'utf8')) as Status
  const planned = new Map(
    releases.filter(({ type }) => type !== 'none').map(({ name, newVersion }) => [name, newVersion]),
  )
  check.good(`changeset status: ${planned.size} packages have changes to release`)

  const others = before.map(({ name }) => name).filter((name) => !planned.has(name))
  if (others.length > 0) {
    const lines = others.map((name) => `'${name}': patch\n`).join('')
    await writeFile(join(copy, '.changeset/rehearsal.md'), `---\n${lines}---\n\nA rehearsal.\n`)
  }
  await changeset(['version'])

  for (const [at, folder] of folders.entries()) {
    const { name, version } = await readManifest(folder)
    const from = before[at]!.version
    const wrong = await whatIsWrong({ folder, from, version, planned: planned.get(name) })
    if (wrong)
      check.bad(`${name}: ${wrong}`, `Look at .changeset/config.json, and run changeset version in a copy.`)
    else check.good(`${name} ${from} → ${version}, with its changelog`)
  }
}

interface Raised {
  readonly folder: string
  readonly from: string
  readonly version: string
  readonly planned: string | undefined
}

async function whatIsWrong({ folder, from, version, planned }: Raised): Promise<string | undefined> {
  if (!gt(version, from)) return `its version went from ${from} to ${version}, which is not newer`
  if (planned && !gte(version, planned))
    return `its version is ${version}; changeset status had said ${planned}`
  const changelog = join(folder, 'CHANGELOG.md')
  if (!existsSync(changelog)) return 'changeset version wrote no CHANGELOG.md'
  const text = await readFile(changelog, 'utf8')
  return text.includes(`\n## ${version}\n`) ? undefined : `CHANGELOG.md has no section '## ${version}'`
}
