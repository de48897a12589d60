import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { encodeImage } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { photoServer } from '../src/server'
import { CLASSES, saveBlueOrRedModel, saveColorModel } from './support/color-model'
import { COLORS } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

const SCRIPT = join(import.meta.dirname, '../src/server.sh')

function photoOf(color: readonly number[]): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: 40 * 30 * 3 }, (_, at) => color[at % 3]!)
  return encodeImage({ height: 30, width: 40, channels: 3, data }, { format: 'jpeg', scale: false })
}

it('answers posted photos with probabilities, says what is wrong with others, and frees its memory', async () => {
  await createEngine()
  const before = memory().numTensors
  const folder = await temporaryFolder()
  await saveColorModel(join(folder, 'model'))
  const server = await photoServer(join(folder, 'model'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const post = (body: BodyInit) => fetch(url, { method: 'POST', body })

  // All at once: they must not get into each other's way.
  const answers = await Promise.all(
    CLASSES.map(async (name) => (await post(new Uint8Array(await photoOf(COLORS[name]!)))).json()),
  )
  for (const [index, answer] of answers.entries()) {
    expect(Object.keys(answer)).toEqual(CLASSES)
    const probabilities = Object.values<number>(answer)
    expect(probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 5)
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(index)
  }

  // The guide's own line, with another photo and port.
  if (spawnSync('curl', ['--version']).error) console.log('Skipped the line of server.sh: no curl here.')
  else {
    await writeFile(join(folder, 'tulip.jpg'), await photoOf(COLORS.green!))
    const line = (await readFile(SCRIPT, 'utf8')).replace('http://localhost:8080/', url)
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: folder })
    expect(JSON.parse(stdout).green).toBeGreaterThan(0.5)
  }

  const broken = await post('no photo')
  expect(broken.status).toBe(400)
  expect((await broken.json()).error).toMatch(/its first bytes are none of these formats/)
  expect((await fetch(url)).status).toBe(405)
  expect((await post(new Uint8Array(await photoOf(COLORS.red!)))).status).toBe(200)

  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  await expect.poll(() => memory().numTensors).toBe(before)
})

it('understands a single output', async () => {
  const folder = await temporaryFolder()
  await saveBlueOrRedModel(join(folder, 'model'))
  const server = await photoServer(join(folder, 'model'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const body = new Uint8Array(await photoOf(COLORS.red!))
  const answer = await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })).json()
  expect(answer.red).toBeGreaterThan(0.5)
  expect(answer.blue + answer.red).toBeCloseTo(1, 5)
  server.closeAllConnections()
  server.close()
})
