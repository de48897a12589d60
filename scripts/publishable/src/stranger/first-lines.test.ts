import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firstLines, promisedReport } from './first-lines'

it('takes the first block of commands', () => {
  const readme = '# A\n\n```ts\nnot()\n```\n\n```sh\nnpm install a\nnpx a\n```\n\n```sh\nnpx b\n```\n'
  expect(firstLines(readme)).toEqual(['npm install a', 'npx a'])
  expect(() => firstLines('# A')).toThrow('has no block of commands')
})

it('finds five lines in the README, which begin with an install', async () => {
  const lines = firstLines(await readFile(join(import.meta.dirname, '../../../../README.md'), 'utf8'))
  expect(lines).toHaveLength(5)
  expect(lines[0]).toMatch(/^npm install .*@graft-ml\/cli$/)
})

it('takes the report that is promised', () => {
  expect(promisedReport('See `a/report.html`, or `b/report.html`.')).toBe('a/report.html')
  expect(() => promisedReport('# A')).toThrow('does not say where the report is')
})
