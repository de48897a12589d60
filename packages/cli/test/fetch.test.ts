import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, writePicture } from './drawn-folder'
import { runCli } from './run-cli'

const made = await makeFolder()
const { folder } = made
const environment = { GRAFT_HOME: join(folder, 'cache') }
beforeAll(() => writePicture(join(folder, 'photos/cats/1.ppm'), 1))
afterAll(made.remove)

it('lists what it knows', async () => {
  const { exitCode, stdout } = await runCli(['fetch'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^cats-and-dogs-filtered {2}68\.6 MB\n {2}2,000 training/)
  const { datasets } = JSON.parse((await runCli(['fetch', '--json'])).stdout)
  expect(datasets[0].url).toMatch(/^https:/)
})

it('prints the folder of a folder', async () => {
  const { exitCode, stdout } = await runCli(['fetch', 'photos'], { folder, environment })
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${join(folder, 'photos')}\n` })
  const { stdout: json } = await runCli(['fetch', 'photos', '--json'], { folder, environment })
  expect(JSON.parse(json)).toEqual({ format: 1, dataset: 'photos', folder: join(folder, 'photos') })
})

it.each<[string, string[], RegExp]>([
  ['a name that it does not know', ['cats'], /cats-and-dogs-filtered/],
  ['what is not there yet, offline', ['cats-and-dogs-filtered', '--offline'], /offline/i],
])('ends with 2 for %s', async (_, argv, words) => {
  const { exitCode, stdout, stderr } = await runCli(['fetch', ...argv], { folder, environment })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(words)
})
