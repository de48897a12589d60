import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { folderOfDrawn } from './drawn-pictures'

const run = promisify(execFile)
const packageFolder = resolve(import.meta.dirname, '..')

/** Reads one batch on threads, without closing anything. */
const body = `
  const augment = imageDataGenerator({ rescale: 1 / 255, horizontalFlip: true })
  const images = await fromDirectory(process.argv[1], { targetSize: [4, 4], workers: 2, transform: augment, seed: 1 })
  for await (const batch of images) { console.log(batch.images.shape.join('x'), batch.images.data[0] <= 1); break }
`
const imports = ['@graft-ml/dataset', '@graft-ml/augment']

it.each([
  [
    'ESM',
    '--input-type=module',
    `import { fromDirectory } from '${imports[0]}'; import { imageDataGenerator } from '${imports[1]}'; ${body}`,
  ],
  [
    'CommonJS',
    '--input-type=commonjs',
    `const { fromDirectory } = require('${imports[0]}'); const { imageDataGenerator } = require('${imports[1]}'); (async () => {${body}})()`,
  ],
])('the built package works as %s, and a process that forgets to close it ends', async (_, type, source) => {
  const folder = await folderOfDrawn(['a/1.ppm', 'b/1.ppm', 'b/2.ppm'])
  const { stdout } = await run(process.execPath, [type, '-e', source, folder], {
    cwd: packageFolder,
    timeout: 20_000,
  })
  expect(stdout.trim()).toBe('3x4x4x3 true')
})
