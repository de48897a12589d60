import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, writePicture } from './drawn-folder'
import { runCli } from './run-cli'

const made = await makeFolder()
const { folder } = made
beforeAll(async () => {
  for (const [name, first, count] of [
    ['cats', 0, 40],
    ['dogs', 100, 20],
  ] as const) {
    for (let number = 0; number < count; number++) {
      await writePicture(join(folder, 'good', name, `${number}.ppm`), first + number)
    }
  }
  await cp(join(folder, 'good'), join(folder, 'bad'), { recursive: true })
  await writeFile(join(folder, 'bad/cats/0.ppm'), 'P6 9')
  for (const name of ['cats', 'dogs']) await writePicture(join(folder, 'bad', name, '1.ppm'), 900)
})
afterAll(made.remove)

it('says what a good folder holds', async () => {
  const { exitCode, stdout, stderr } = await runCli(['inspect', 'good'], { folder })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/^ {2}cats +40 +67% {2}█{24}$/m)
  expect(stdout).toMatch(/^ {2}dogs +20 +33% {2}█{12}$/m)
  expect(stdout).toMatch(/^ {2}Width +80 pixels$/m)
  expect(stdout).toMatch(/^ {2}Split +48 for training, 12 for validation with --split 0\.2$/m)
  expect(stdout).toContain('✓ Nothing is wrong with it.')
})

it('ends with 1 where something is wrong, and names the files', async () => {
  const { exitCode, stdout } = await runCli(['inspect', 'bad'], { folder })
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/1 file is not a picture.*\n {6}cats\/0\.ppm: /)
  expect(stdout).toMatch(/1 picture is in more than one class.*\n {6}cats\/1\.ppm = dogs\/1\.ppm/)
})

it('prints one document', async () => {
  const { exitCode, stdout, stderr } = await runCli(['inspect', 'bad', '--json', '--split', '0.5'], {
    folder,
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  const document = JSON.parse(stdout)
  const classes = [
    { name: 'cats', pictures: 39 },
    { name: 'dogs', pictures: 20 },
  ]
  expect(document).toMatchObject({
    format: 1,
    parts: [{ name: '', classes }],
    duplicates: [['cats/1.ppm', 'dogs/1.ppm']],
    split: { share: 0.5, training: 30, validation: 29 },
  })
  expect(document.findings).toHaveLength(2)
})

it.each<[string, string[], RegExp]>([
  ['a folder that is not there', ['nowhere'], /nowhere cannot be read: it does not exist/],
  ['a folder without classes', ['good/cats'], /has no class folders/],
  ['a share of everything', ['good', '--split', '1'], /'1' is invalid\. It must be a number between 0 and 1/],
])('ends with 2 for %s', async (_, argv, words) => {
  const { exitCode, stdout, stderr } = await runCli(['inspect', ...argv], { folder })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(words)
})
