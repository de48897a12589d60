import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Found, readEarlier } from './read-earlier'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-bench-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

const found: Found = {
  machine: {
    ...{ processor: 'AMD EPYC', cores: 2, memoryGB: 23.5, instructionSets: ['avx2', 'fma'] },
    ...{ system: 'linux 6 x64', loadBefore: 0.1 },
  },
  versions: { node: 'v20.20.2' },
  setting: { imageSize: 150, threads: undefined },
}
const report = { ...found, date: '2026', dates: { trunk: '2026' }, rows: [], runs: [], scaling: [] }

async function read(content: unknown): Promise<unknown> {
  const path = join(folder, 'bench.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return await readEarlier(path, found)
}

it('goes on with what was measured here, whatever else ran before', async () => {
  const busier = { ...report, machine: { ...found.machine, loadBefore: 2 } }
  expect(await read(busier)).toMatchObject({ dates: { trunk: '2026' } })
})

it.each([
  ['another machine', { ...report, machine: { ...found.machine, cores: 4 } }, /its cores is 4, here it is 2/],
  ['other versions', { ...report, versions: { node: 'v22' } }, /its node is v22, here it is v20\.20\.2/],
  ['another setting', { ...report, setting: { imageSize: 224 } }, /its imageSize is 224/],
  ['no report', {}, /it is not a report/],
  ['no JSON', '{', /it is not JSON/],
])('refuses %s', async (_, content, words) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'FOREIGN_REPORT',
    message: expect.stringMatching(words),
  })
})
