import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pnpm } from '../pnpm'
import type { Check } from '../report'
import { judgeLicence, type LicenceRules } from './judge-licence'

interface Listed {
  readonly name: string
  readonly versions: readonly string[]
}

/** Everything that comes along with the packages, or is bundled into the pages of the command, may be passed on. */
export async function checkLicences({ root, check }: { root: string; check: Check }): Promise<void> {
  const path = 'scripts/publishable/licences.json'
  const rules = JSON.parse(await readFile(join(root, path), 'utf8')) as LicenceRules
  const filters = ['--filter', './packages/*', '--filter', 'playground']
  const listed = JSON.parse(await pnpm(['licenses', 'list', '--prod', '--json', ...filters], root)) as Record<
    string,
    Listed[]
  >

  const counts: string[] = []
  for (const [licence, packages] of Object.entries(listed)) {
    const refused = packages.filter(({ name }) => !judgeLicence(licence, name, rules))
    if (refused.length > 0) {
      const names = refused.map(({ name, versions }) => `${name}@${versions.join(', ')}`)
      check.bad(
        `licence '${licence}' of ${names.join(', ')}`,
        `Read it. Where it lets a user of Graft do what Apache-2.0 does, add it to "allowed" or "read" of ${path}; else do without the package.`,
      )
    }
    if (refused.length < packages.length) counts.push(`${licence} ${packages.length - refused.length}`)
  }
  if (counts.length === 0)
    throw new Error('pnpm licenses list named no package; its answer has another form than expected.')
  check.good(counts.join(', '))
}
