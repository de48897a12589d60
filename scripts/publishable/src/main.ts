import { rmSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeVersions, thisNode } from './consumers/node-versions'
import { useAlone } from './consumers/use-alone'
import { useTogether } from './consumers/use-together'
import { checkLicences } from './licences/check-licences'
import { checkManifests } from './manifests/check-manifests'
import { checkContents } from './release/check-contents'
import { rehearse } from './release/rehearse'
import { createReport } from './report'
import { checkSizes } from './sizes/check-sizes'
import { beAStranger } from './stranger/be-a-stranger'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

const OPTIONS = {
  /** Keep the projects, to look at them. */
  keep: { type: 'boolean', default: false },
  /** Fetch no other versions of Node. */
  'this-node': { type: 'boolean', default: false },
  /** An archive of cats and dogs, and Inception V3 without its top, that the README's commands find in their cache. */
  photos: { type: 'string' },
  weights: { type: 'string' },
} as const

/** Gives the exit code: 0 when every package may be published, 1 when something is wrong. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS })
  // macOS's temporary folder is a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'graft-publishable-')))
  const remove = { recursive: true, force: true, maxRetries: 3 } as const
  process.once('SIGINT', () => {
    if (!values.keep) rmSync(folder, remove)
    process.exit(130)
  })
  const report = createReport()
  try {
    const packages = await report.section('A release, rehearsed in a copy of the repository', (check) =>
      rehearse({ root, folder, check }),
    )
    if (packages) {
      // Fetched while other things go on.
      const nodes = values['this-node'] ? Promise.resolve([thisNode]) : nodeVersions(join(folder, 'nodes'))
      await report.section('What is in the packages', (check) =>
        checkContents({ packages, folder, root, check }),
      )
      await report.section('publint and are-the-types-wrong', (check) => checkManifests({ packages, check }))
      await report.section('Licences of what the packages need', (check) => checkLicences({ root, check }))
      await report.section('Each installed alone, by pnpm', (check) => useAlone({ packages, folder, check }))
      await report.section('All installed together, by npm', (check) =>
        useTogether({ packages, folder, nodes, check }),
      )
      await report.section('Sizes', (check) => checkSizes({ packages, folder, check }))
      await report.section('A stranger, with the README', async (check) => {
        const { photos, weights } = values
        if (photos && weights) {
          const published = { photos: resolve(photos), weights: resolve(weights) }
          await beAStranger({ root, folder, packages, published, check })
        } else check.skipped('skipped: its commands need --photos (an archive) and --weights (without top)')
      })
    }
  } finally {
    if (values.keep) console.log(`\nKept: ${folder}`)
    else await rm(folder, remove)
  }
  return report.end()
}
