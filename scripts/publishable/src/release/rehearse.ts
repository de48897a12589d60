import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, type Packed, readManifest, readPacked } from '../packed'
import { pnpm } from '../pnpm'
import type { Check } from '../report'
import { copyRepository } from './copy-repository'
import { raiseVersions } from './raise-versions'

interface Rehearsal {
  readonly root: string
  readonly folder: string
  readonly check: Check
}

/** What a release does, up to the publishing: raises versions, writes changelogs, packs, and publishes dry. */
export async function rehearse({ root, folder, check }: Rehearsal): Promise<Packed[]> {
  const copy = join(folder, 'repository')
  await copyRepository({ root, to: copy })
  const names = await publishedFolders(copy)
  for (const name of names) {
    await cp(join(root, 'packages', name, 'dist'), join(copy, 'packages', name, 'dist'), { recursive: true })
  }
  await raiseVersions({ copy, names, check })

  const tarballs = join(folder, 'tarballs')
  await mkdir(tarballs)
  await Promise.all([
    pnpm(['-r', '--filter', './packages/*', 'pack', '--pack-destination', tarballs], copy),
    pnpm(['-r', 'publish', '--dry-run', '--no-git-checks', '--report-summary'], copy),
  ])
  const packages = await Promise.all(
    (await readdir(tarballs)).sort().map((name) => readPacked(join(tarballs, name))),
  )
  same(
    'packed',
    packages.map(({ shortName }) => shortName),
    names,
    check,
  )

  const summary = await readFile(join(copy, 'pnpm-publish-summary.json'), 'utf8')
  const { publishedPackages } = JSON.parse(summary) as { publishedPackages: Manifest[] }
  same(
    'published dry',
    publishedPackages.map(({ name }) => name.split('/').at(-1)!),
    names,
    check,
  )
  return packages
}

async function publishedFolders(copy: string): Promise<string[]> {
  const names = await readdir(join(copy, 'packages'))
  const manifests = await Promise.all(names.map((name) => readManifest(join(copy, 'packages', name))))
  return names.filter((_, at) => !manifests[at]!.private).sort()
}

function same(what: string, found: readonly string[], wanted: readonly string[], check: Check): void {
  const missing = wanted.filter((name) => !found.includes(name))
  const surplus = found.filter((name) => !wanted.includes(name))
  if (missing.length === 0 && surplus.length === 0) check.good(`${what}: ${wanted.join(', ')}`)
  else {
    check.bad(
      `${what}: ${found.join(', ')}; without ${missing.join(', ') || 'none'}, besides ${surplus.join(', ') || 'none'}`,
      'A package under packages/ is published, any other is "private": true.',
    )
  }
}
