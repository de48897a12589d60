import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { encodeImage } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import type { Answer } from './support/browser-page'
import { CLASSES, saveColorModel } from './support/color-model'
import { COLORS } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)
if (!CHROMIUM)
  console.log('Skipped browser.test.ts: no Chromium here: apt-get install chromium, or let CHROMIUM name one')

it.runIf(CHROMIUM)('classifies photos in a browser, and leaves no tensor behind', async () => {
  const folder = await temporaryFolder()
  await createEngine({ engine: 'cpu' })
  await saveColorModel(join(folder, 'model'))
  const entryPoints = [join(import.meta.dirname, 'support/browser-page.ts')]
  await build({
    entryPoints,
    bundle: true,
    format: 'esm',
    outfile: join(folder, 'page.js'),
    logLevel: 'silent',
  })
  const url = await serve(folder)

  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(url)
  const photos = await Promise.all(CLASSES.map(async (name) => [...(await photoOf(COLORS[name]!))]))
  await page.waitForFunction('globalThis.classifyAll')
  const answers: Answer[] = await page.evaluate('classifyAll'.concat(`(${JSON.stringify(photos)})`))
  expect(answers).toHaveLength(CLASSES.length)
  for (const [index, { probabilities, tensors }] of answers.entries()) {
    expect(Object.keys(probabilities)).toEqual(CLASSES)
    const values = Object.values(probabilities)
    expect(values.reduce((sum, one) => sum + one)).toBeCloseTo(1, 4)
    expect(values.indexOf(Math.max(...values))).toBe(index)
    expect(tensors).toBe(answers[0]!.tensors)
  }
})

function photoOf(color: readonly number[]): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: 40 * 30 * 3 }, (_, at) => color[at % 3]!)
  return encodeImage({ height: 30, width: 40, channels: 3, data }, { format: 'png', scale: false })
}

/** The files of a folder, and a page that loads its page.js. */
async function serve(folder: string): Promise<string> {
  const server: Server = createServer((request, response) => {
    if (request.url === '/') {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type="module" src="page.js"></script>')
      return
    }
    const type = request.url!.endsWith('.js') ? 'text/javascript' : 'application/octet-stream'
    readFile(join(folder, request.url!)).then(
      (file) => response.setHeader('content-type', type).end(file),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
