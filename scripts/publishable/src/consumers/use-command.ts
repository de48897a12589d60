import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Ended, lastLines, tryCommand } from '../command'
import type { Check } from '../report'
import type { NodeVersion } from './node-versions'

interface Use {
  /** Where @graft-ml/cli is installed, and its consumer for dataset has drawn pictures. */
  readonly project: string
  readonly node: NodeVersion
  readonly check: Check
}

const HELP = /Usage: graft .*\binspect\b.*\btrain\b/s

/** The command `graft` as `npx` finds it. */
export async function useCommand({ project, node, check }: Use): Promise<void> {
  const photos = join(project, 'used', node.version, 'dataset.mjs', 'photos')
  const uses: readonly [args: readonly string[], test: (ended: Ended) => void][] = [
    [['--help'], ({ stdout }) => assert.ok(HELP.test(stdout), 'its help is not of inspect and train')],
    [['doctor', '--json'], ({ stdout }) => assertDoctor(stdout, node.version)],
    [['inspect', photos, '--json'], ({ stdout }) => assertInspect(stdout)],
  ]
  for (const [args, test] of uses) {
    const title = `Node ${node.version}, npx graft ${args.join(' ').replace(photos, 'photos')}`
    const ended = await tryCommand('npx', ['--no', '--', 'graft', ...args], { cwd: project, node: node.path })
    try {
      test(ended)
      check.good(title)
    } catch (error) {
      const { code, stdout, stderr } = ended
      check.bad(
        `${title} ended with ${code}: ${(error as Error).message}\n${lastLines(stdout + stderr, 30)}`,
        'See packages/cli, its "bin" and its dependencies.',
      )
    }
  }
}

function assertDoctor(stdout: string, version: string): void {
  const { machine, engines } = JSON.parse(stdout)
  assert.equal(`v${machine.node}`, version)
  const usable = engines
    .filter((engine: { usable: boolean }) => engine.usable)
    .map(({ name }: { name: string }) => name)
  assert.ok(
    usable.includes('wasm'),
    `the engine 'wasm' works everywhere; here work: ${usable.join(', ') || 'none'}`,
  )
}

function assertInspect(stdout: string): void {
  const { parts, duplicates } = JSON.parse(stdout)
  const classes = parts[0].classes.map(({ name, pictures }: { name: string; pictures: number }) => [
    name,
    pictures,
  ])
  assert.deepEqual(classes, [
    ['cats', 4],
    ['dogs', 4],
  ])
  assert.deepEqual(duplicates, [])
}
