import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { projectFolder } from '../consumers/use-together'
import type { Packed } from '../packed'
import type { Check } from '../report'
import { browserBundle } from './browser-bundle'

/** budgets.json, in kB of 1,000 bytes. */
interface Budgets {
  readonly tarballs: Readonly<Record<string, { readonly packed: number; readonly unpacked: number }>>
  /** Import specifiers: what a browser gets, minified and gzipped, without tfjs. */
  readonly browser: Readonly<Record<string, { readonly first: number; readonly later?: number }>>
}

interface Measured {
  readonly what: string
  readonly size: number
  readonly budget: number | undefined
}

interface Sizes {
  readonly packages: readonly Packed[]
  readonly folder: string
  readonly check: Check
}

const FILE = 'scripts/publishable/budgets.json'

/** Measures tarballs and browser bundles against budgets.json. */
export async function checkSizes({ packages, folder, check }: Sizes): Promise<void> {
  const text = await readFile(fileURLToPath(new URL('../budgets.json', import.meta.url)), 'utf8')
  const { tarballs, browser } = JSON.parse(text) as Budgets
  const rows = packages.flatMap(({ manifest: { name }, bytes, files }): Measured[] => [
    { what: `${name} packed`, size: kB(bytes.length), budget: tarballs[name]?.packed },
    {
      what: `${name} unpacked`,
      size: kB(sum(files.map(({ data }) => data.length))),
      budget: tarballs[name]?.unpacked,
    },
  ])
  for (const [specifier, budget] of Object.entries(browser)) {
    const { first, later } = await browserBundle({ specifier, project: projectFolder(folder), packages })
    rows.push({ what: `${specifier} in a browser`, size: kB(first), budget: budget.first })
    if (later > 0) rows.push({ what: `${specifier} there, later`, size: kB(later), budget: budget.later })
  }

  check.plain(`  ${''.padEnd(40)}${'kB'.padStart(10)}${'budget'.padStart(10)}`)
  for (const { what, size, budget } of rows) {
    check.plain(`  ${what.padEnd(40)}${size.toFixed(1).padStart(10)}${String(budget ?? 'none').padStart(10)}`)
  }
  judge(rows, check)
}

function judge(rows: readonly Measured[], check: Check): void {
  const over = rows.filter(({ size, budget }) => budget === undefined || size > budget)
  for (const { what, size, budget } of over) {
    const text =
      budget === undefined
        ? `${what} has no budget`
        : `${what} is ${size.toFixed(1)} kB, over its budget of ${budget} kB`
    check.bad(
      text,
      `Make it smaller; where the growth is worth it, set ${Math.ceil(size * 1.15)} in ${FILE} and say why in the commit.`,
    )
  }
  if (over.length === 0) check.good(`${rows.length} sizes are within their budgets`)
}

function kB(bytes: number): number {
  return bytes / 1000
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
