import { spawn } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { saveImage } from '@graft-ml/dataset'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CHROMIUM,
  expectUsable,
  keepScreenshot,
  NO_CHROMIUM,
  openBrowser,
  openPage,
  type Size,
} from './browser'
import { drawClasses } from './drawn-classes'
import { makeFolder } from './drawn-folder'
import { CLI, runCli } from './run-cli'

const TIMEOUT = 300_000
const OPTIONS =
  '--weights none --image-size 75 --batch-size 6 --hidden-units 8 --epochs 3 --fine-tune-epochs 0'.split(' ')

if (!CHROMIUM) console.log(`Skipped playground.test.ts: ${NO_CHROMIUM}`)

describe.runIf(CHROMIUM)('graft playground', { timeout: TIMEOUT }, () => {
  let browser: Browser | undefined
  let folder: string
  let remove: (() => Promise<void>) | undefined
  let url: string
  let stop: (() => Promise<number | null>) | undefined
  beforeAll(async () => {
    ;({ folder, remove } = await makeFolder())
    await drawClasses(join(folder, 'shapes'), 10)
    expect((await runCli(['train', 'shapes', ...OPTIONS, '--out', 'run'], { folder })).exitCode).toBe(0)
    await saveImage(join(folder, 'photo.jpg'), gradient(90, 120), { scale: false, quality: 90 })
    const child = spawn(process.execPath, [CLI, 'playground', 'run'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    url = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
    stop = () => {
      child.kill('SIGINT')
      return ended
    }
    browser = await openBrowser()
  }, TIMEOUT)
  afterAll(async () => {
    await browser?.close()
    expect(await stop?.()).toBe(0)
    await remove?.()
  })

  it.each(['webgl', 'wasm', 'cpu'])('says what Node says, with %s', async (backend) => {
    const { stdout } = await runCli(['predict', 'photo.jpg', '--model', 'run', '--json'], { folder })
    const expected: Record<string, number> = JSON.parse(stdout).predictions[0].probability
    const page = await openPage(browser!, 'desktop')
    await page.goto(`${url}?backend=${backend}`)
    await page.getByText(`Computes with ${backend}`).waitFor({ timeout: 60_000 })
    await page.locator('#photo-files').setInputFiles(join(folder, 'photo.jpg'))
    const answer = page.locator('.answer dl').first()
    await answer.waitFor({ timeout: 120_000 })
    const seen = await answer.evaluate((list) => {
      const names = [...list.querySelectorAll('dt')].map((name) => name.textContent ?? '')
      const numbers = [...list.querySelectorAll<HTMLElement>('[data-probability]')]
      return names.map((name, index) => [name, Number(numbers[index]!.dataset.probability)] as const)
    })
    expect(seen).toHaveLength(3)
    for (const [name, probability] of seen) expect(Math.abs(probability - expected[name]!)).toBeLessThan(1e-3)
    await page.close()
  })

  it.each<[Size, 'light' | 'dark']>([
    ['desktop', 'light'],
    ['phone', 'dark'],
  ])('can be used on a %s in %s colours', async (size, colors) => {
    const page = await openPage(browser!, size, colors)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${url}?backend=wasm`)
    await page.getByText('Computes with wasm').waitFor({ timeout: 60_000 })
    await page.locator('#photo-files').setInputFiles(join(folder, 'photo.jpg'))
    await page.locator('.answer dl').waitFor({ timeout: 60_000 })
    await page.getByLabel('Show where the model looks').check()
    await expect.poll(() => page.locator('.heat').evaluate((one) => getComputedStyle(one).opacity)).toBe('1')
    await expectUsable(page)
    await keepScreenshot(page, `playground-${size}-${colors}`)
    expect(faults).toEqual([])
    await page.close()
  })

  it('takes photos that are dropped on it, and the camera', async () => {
    const page = await openPage(browser!, 'desktop')
    await page.goto(`${url}?backend=wasm`)
    await page.getByText('Computes with wasm').waitFor({ timeout: 60_000 })
    const bytes = [...(await readFile(join(folder, 'photo.jpg')))]
    const dropped = await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(bytes)], 'dropped.jpg', { type: 'image/jpeg' }))
      transfer.items.add(new File(['no picture'], 'notes.txt', { type: 'text/plain' }))
      return transfer
    }, bytes)
    await page.dispatchEvent('#drop', 'drop', { dataTransfer: dropped })
    await page.getByText('dropped.jpg').waitFor({ timeout: 60_000 })

    await page.getByRole('button', { name: 'Use the camera' }).click()
    await page.getByRole('button', { name: 'Take a photo' }).click()
    await page.getByText('Camera 1').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Switch it off' }).click()
    expect(await page.locator('#camera-view').isVisible()).toBe(false)
    expect(await page.locator('.answer h2').count()).toBe(2)
    await page.close()
  })

  it('opens another model from its files', async () => {
    const page = await openPage(browser!, 'desktop')
    await page.goto(`${url}?backend=cpu`)
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    const names = await readdir(join(folder, 'run/model'))
    const files = names.map((name) => join(folder, 'run/model', name))
    const [manifest, ...weights] = [
      files.find((file) => file.endsWith('.json'))!,
      ...files.filter((file) => !file.endsWith('.json')),
    ]
    await page.locator('#model-files').setInputFiles(weights)
    await page.getByText(/^Choose the model\.json too/).waitFor()
    await page.locator('#model-files').setInputFiles([manifest!, ...weights])
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    await page.close()
  })

  it('says what it cannot read', async () => {
    const page = await openPage(browser!, 'desktop')
    await page.goto(`${url}?backend=cpu`)
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    await writeFile(join(folder, 'broken.jpg'), 'no picture')
    await page.locator('#photo-files').setInputFiles(join(folder, 'broken.jpg'))
    await page.getByText(/^broken\.jpg: /).waitFor()
    await page.close()
  })

  it('works without a network after the first load', async () => {
    const page = await openPage(browser!, 'desktop')
    await page.goto(`${url}?backend=cpu`)
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    // The worker has the page from now on, and keeps the model that this load asks for.
    await page.reload()
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('Computes with cpu').waitFor({ timeout: 60_000 })
    await page.close()
  })
})

/** From blue to red, with what a JPEG keeps. */
function gradient(height: number, width: number) {
  const data = new Uint8Array(height * width * 3)
  for (let pixel = 0; pixel < height * width; pixel++) {
    const [row, column] = [Math.floor(pixel / width) / height, (pixel % width) / width]
    data.set([255 * column, 80 * row, 255 * (1 - column)], pixel * 3)
  }
  return { height, width, channels: 3, data }
}
