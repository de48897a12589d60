import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadImage } from '@graft-ml/dataset'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, writePicture } from './drawn-folder'
import { runCli } from './run-cli'

const made = await makeFolder()
const { folder } = made
beforeAll(async () => {
  for (const [at, place] of ['train/cats', 'train/dogs', 'validation/cats', 'validation/dogs'].entries()) {
    for (let number = 0; number < 3; number++) {
      await writePicture(join(folder, place, `${number}.ppm`), at * 10 + number)
    }
  }
})
afterAll(made.remove)

it('draws photos of each class and their variants', async () => {
  const argv = ['preview', '--photos', '4', '--variants', '2', '--size', '20', '--out', 'sheets/a.png']
  expect(await runCli(argv, { folder })).toEqual({
    exitCode: 0,
    stdout: 'Wrote sheets/a.png: 4 photos, each as it is and in 2 variants.\n',
    stderr: '',
  })
  const { height, width, data } = await loadImage(join(folder, 'sheets/a.png'))
  expect({ height, width }).toEqual({ height: 4 + 4 * 24, width: 4 + 3 * 24 })
  const pixel = (row: number, column: number) => [...data.slice((row * width + column) * 3).slice(0, 3)]
  expect(pixel(0, 0)).toEqual([255, 255, 255])
  // A photo of one colour stays that colour, however it is turned.
  for (const row of [0, 1, 2, 3]) {
    const [original, ...variants] = [0, 1, 2].map((column) => pixel(14 + row * 24, 14 + column * 24))
    expect(original![2]).toBe(7)
    for (const variant of variants) expect(variant).toEqual(original)
  }
})

it('gives the same sheet for the same seed, and says what it drew', async () => {
  const draw = async (name: string, seed: string) => {
    const argv = [
      'preview',
      folder,
      '--photos',
      '2',
      '--seed',
      seed,
      '--json',
      '--fill',
      'constant',
      '--out',
      name,
    ]
    const { stdout } = await runCli(argv, { folder })
    return { document: JSON.parse(stdout), bytes: await readFile(join(folder, name)) }
  }
  const [first, again, other] = [await draw('1.png', '1'), await draw('2.png', '1'), await draw('3.png', '2')]
  expect(again.bytes).toEqual(first.bytes)
  expect(other.bytes).not.toEqual(first.bytes)
  expect(first.document).toMatchObject({
    format: 1,
    variants: 6,
    seed: 1,
    augmentation: { rotationRange: 40, horizontalFlip: true, fillMode: 'constant' },
  })
  expect(first.document.photos.map((path: string) => path.split('/')[0])).toEqual(['cats', 'dogs'])
})

it.each<[string, string[], RegExp]>([
  ['a folder that is not there', ['nowhere'], /nowhere cannot be read/],
  ['a name that is no picture', ['.', '--out', 'a.txt'], /a name ending in \.png/],
  ['no photos', ['.', '--photos', '0'], /It must be a whole number from 1 to 100/],
  ['a turn of more than half', ['.', '--rotation', '200'], /from 0 on and below 180/],
  ['an unknown filling', ['.', '--fill', 'mirror'], /Allowed choices are nearest/],
])('ends with 2 for %s, and writes nothing', async (_, argv, words) => {
  const { exitCode, stdout, stderr } = await runCli(['preview', ...argv], { folder })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(words)
  expect(existsSync(join(folder, 'preview.png'))).toBe(false)
})
