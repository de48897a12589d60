import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from './support/temporary-folder'
import { writeZip } from './support/write-zip'

const script = join(import.meta.dirname, 'support', 'fetch-in-process.mjs')

it('three processes extract one archive once', async () => {
  const home = await temporaryFolder()
  const archive = join(home, 'pets.zip')
  const folder = join(home, 'cache')
  const entries = Array.from({ length: 400 }, (_, i) => ({ name: `pets/cats/${i}.jpg`, data: `cat ${i}` }))
  await writeFile(archive, writeZip(entries))
  const run = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, archive, folder])
    return JSON.parse(stdout) as { path: string; events: string[] }
  }
  const results = await Promise.all([run(), run(), run()])
  expect(results.filter(({ events }) => events.includes('extract'))).toHaveLength(1)
  expect(new Set(results.map(({ path }) => path)).size).toBe(1)
  const [first] = results
  expect(await readFile(join(first!.path, 'cats', '399.jpg'), 'utf8')).toBe('cat 399')
  expect(await readdir(join(folder, 'datasets', 'extracted'))).toHaveLength(1)
})
