import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const GUIDES = join(import.meta.dirname, '../../../docs/guide')
const EXAMPLES = join(import.meta.dirname, '../src')
const guides = readdirSync(GUIDES).map((name) => [name, readFileSync(join(GUIDES, name), 'utf8')] as const)

/** Where a missing file or region is concerned, VitePress only prints it, or shows the whole file. */
describe.each(guides)('%s', (_name, text) => {
  it('shows files and regions that exist', () => {
    for (const [, path, region] of text.matchAll(/^<<< ([^\s#]+)(?:#(\S+))?/gm)) {
      const file = join(GUIDES, path!)
      expect(existsSync(file), path).toBe(true)
      expect(dirname(file)).toBe(EXAMPLES)
      if (region) expect(regionsOf(readFileSync(file, 'utf8')), path).toContain(region)
    }
  })

  it('has no code that is not run: only what is in no language is typed', () => {
    expect(text.match(/^```\w+/gm) ?? []).toEqual([])
  })
})

it('installs packages that the examples use', () => {
  const lines = readFileSync(join(EXAMPLES, 'install.sh'), 'utf8').match(/^np[mx] .*/gm)!
  const names = lines.flatMap((line) => line.match(/(?<= )(@[\w-]+\/[\w-]+|onnxruntime-node)/g) ?? [])
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect(Object.keys(manifest.dependencies)).toContain(name)
})

function regionsOf(text: string): string[] {
  const begins = [...text.matchAll(/# ?region (\S+)/g)].map(([, name]) => name!)
  return begins.filter((name) => new RegExp(`# ?endregion ${name}$`, 'm').test(text))
}
