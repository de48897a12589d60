import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { drawClasses } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

const SCRIPT = join(import.meta.dirname, '../src/own-photos.sh')
const CLI = join(import.meta.dirname, '../node_modules/@graft-ml/cli/dist/cli.js')

/** A folder with the command: a fresh clone is installed before it is built, and then has none in node_modules/.bin. */
async function commandFolder(): Promise<string> {
  const folder = await temporaryFolder()
  const script = `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`
  await writeFile(join(folder, 'graft'), script, { mode: 0o755 })
  return folder
}

it.skipIf(process.platform === 'win32')(
  'runs line by line, and leaves a run and models',
  { timeout: 240_000 },
  async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'photos'))
    await drawClasses(join(folder, 'photos'), 20)
    // What makes it short; the lines stay those of the guide.
    const small = { imageSize: 75, batchSize: 12, hiddenUnits: 8, epochs: 5, fineTuneEpochs: 0 }
    const config = { ...small, weights: inject('weights'), learningRate: 0.01 }
    await writeFile(join(folder, 'graft.config.json'), JSON.stringify(config))

    const env = {
      ...process.env,
      PATH: `${await commandFolder()}${delimiter}${process.env.PATH}`,
      NO_COLOR: '1',
    }
    const { stdout } = await promisify(execFile)('bash', [SCRIPT], { cwd: folder, env, maxBuffer: 2 ** 24 })
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(['preview.png', 'runs', 'web', 'onnx', 'keras']),
    )
    expect(await readdir(join(folder, 'runs/photos-1'))).toEqual(
      expect.arrayContaining(['report.html', 'model']),
    )
    expect(await readdir(join(folder, 'web'))).toContain('model.json')
    expect(await readdir(join(folder, 'onnx'))).toContain('model.onnx')
    expect(await readdir(join(folder, 'keras'))).toContain('model.h5')

    // Chance is a third.
    const right = /^([\d.]+)% right: \d+ of 12 photos\.$/m.exec(stdout)
    expect(Number(right?.[1])).toBeGreaterThan(60)
    const rows = stdout.slice(stdout.indexOf('path,')).trim().split(/\r?\n/).slice(1, 61)
    expect(rows).toHaveLength(60)
    for (const row of rows) {
      const probabilities = row.split(',').slice(-3).map(Number)
      expect(probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 4)
    }
    expect(
      JSON.parse(await readFile(join(folder, 'runs/photos-1/config.json'), 'utf8')).classes,
    ).toHaveLength(3)
  },
)
