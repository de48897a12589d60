import { homedir } from 'node:os'
import { validRange } from 'semver'
import type { Manifest, Packed } from '../packed'
import type { Check } from '../report'

interface Contents {
  readonly packages: readonly Packed[]
  readonly root: string
  readonly folder: string
  readonly check: Check
}

const ALWAYS = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json']
const ALLOWED = /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.+)$/
const TEST = /\.(test|test-d|spec)\.|(^|\/)(tests?|fixtures|__tests__)\//

/** Every tarball has what belongs into it and nothing else, and its ranges mean something to npm. */
export async function checkContents({ packages, root, folder, check }: Contents): Promise<void> {
  // A home of '/' or '/root' is in too many ordinary texts.
  const home = homedir().split(/[/\\]/).length > 2 ? [homedir()] : []
  for (const { manifest, files } of packages) {
    const wrong = [
      ...wrongFiles(files.map(({ name }) => name)),
      ...filesWith([root, folder, ...home], files),
      ...wrongRanges(manifest),
    ]
    for (const [text, remedy] of wrong) check.bad(`${manifest.name}: ${text}`, remedy)
    if (wrong.length === 0) check.good(`${manifest.name}: ${files.length} files, ranges ${grafts(manifest)}`)
  }
}

type Wrong = readonly [text: string, remedy: string]

export function wrongFiles(names: readonly string[]): Wrong[] {
  const missing = ALWAYS.filter((name) => !names.includes(name))
  const surplus = names.filter((name) => !ALLOWED.test(name) || TEST.test(name))
  return [
    ...missing.map(
      (name): Wrong => [
        `${name} is not in the tarball`,
        'See "files" in its package.json; pnpm adds the LICENSE of the root.',
      ],
    ),
    ...(surplus.length > 0
      ? [
          [
            `${surplus.join(', ')} does not belong into the tarball`,
            'Narrow "files" in its package.json, or what its build writes.',
          ] as const,
        ]
      : []),
  ]
}

export function filesWith(paths: readonly string[], files: Packed['files']): Wrong[] {
  return files.flatMap(({ name, data }) => {
    const text = Buffer.from(data).toString('latin1')
    const found = paths.find(
      (path) => text.includes(path) || text.includes(JSON.stringify(path).slice(1, -1)),
    )
    return found
      ? [
          [
            `${name} names the path '${found}' of this machine`,
            'Let the build write relative paths.',
          ] as const,
        ]
      : []
  })
}

export function wrongRanges({ dependencies, optionalDependencies, peerDependencies }: Manifest): Wrong[] {
  return Object.entries({ ...peerDependencies, ...optionalDependencies, ...dependencies })
    .filter(([, range]) => validRange(range) === null)
    .map(
      ([name, range]): Wrong => [
        `the range of ${name} is '${range}', which npm cannot install`,
        'Publish with pnpm, which resolves workspace: and catalog:.',
      ],
    )
}

/** The ranges of the other packages of Graft that it needs. */
function grafts({ dependencies = {} }: Manifest): string {
  const ranges = Object.entries(dependencies).filter(([name]) => name.startsWith('@graft-ml/'))
  return ranges.map(([name, range]) => `${name.slice(10)} ${range}`).join(', ') || 'of others only'
}
