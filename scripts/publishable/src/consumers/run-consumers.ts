import { lastLines, tryCommand } from '../command'
import type { Packed } from '../packed'
import { type NodeVersion, thisNode } from './node-versions'

export type Format = 'mjs' | 'cjs'

interface Runs {
  readonly project: string
  readonly packages: readonly Packed[]
  readonly format: Format
  readonly node?: NodeVersion
}

/** Runs the consumers of packages in a project; says what went wrong, or nothing. */
export async function runConsumers({
  project,
  packages,
  format,
  node = thisNode,
}: Runs): Promise<string | undefined> {
  const names = packages.map(({ shortName }) => `${shortName}.${format}`)
  const { code, stdout, stderr } = await tryCommand('node', ['run.mjs', ...names], {
    cwd: project,
    node: node.path,
  })
  // A process whose work never ends leaves with 0 too, so each says that it came to its end.
  const silent = names.filter((name) => !stdout.includes(`used ${name} on ${node.version}\n`))
  if (code === 0 && silent.length === 0) return undefined
  return `${silent[0] ?? names.join(' ')} ended with ${code ?? 'no exit code'}:\n${lastLines(stderr || stdout, 30)}`
}
