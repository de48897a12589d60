import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
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

const TIMEOUT = 240_000
const OPTIONS = '--weights none --image-size 75 --batch-size 6 --hidden-units 8 --patience 0'.split(' ')

if (!CHROMIUM) console.log(`Skipped pages.test.ts: ${NO_CHROMIUM}`)

describe.runIf(CHROMIUM)('pages', { timeout: TIMEOUT }, () => {
  let browser: Browser | undefined
  let folder: string
  let remove: (() => Promise<void>) | undefined
  beforeAll(async () => {
    ;({ folder, remove } = await makeFolder())
    await drawClasses(join(folder, 'shapes'), 20)
    const argv = ['train', 'shapes', ...OPTIONS, '--epochs', '1', '--fine-tune-epochs', '1', '--out', 'run']
    expect((await runCli(argv, { folder })).exitCode).toBe(0)
    browser = await openBrowser()
  }, TIMEOUT)
  afterAll(async () => {
    await browser?.close()
    await remove?.()
  })

  it.each<[Size, 'light' | 'dark']>([
    ['desktop', 'light'],
    ['desktop', 'dark'],
    ['phone', 'light'],
  ])('the report on a %s in %s colours', async (size, colors) => {
    const page = await openPage(browser!, size, colors)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`file://${join(folder, 'run/report.html')}`)
    await page.getByRole('heading', { name: 'Class by class' }).waitFor()
    await expectUsable(page)
    // One file, and nothing else.
    expect(asked.filter((url) => !url.startsWith('data:'))).toHaveLength(1)
    await keepScreenshot(page, `report-${size}-${colors}`)
    await page.close()
  })

  it('shows in the report where the model looks, by keyboard too', async () => {
    const page = await openPage(browser!, 'desktop')
    await page.goto(`file://${join(folder, 'run/report.html')}`)
    const overlay = page.locator('.photo img + img').first()
    const opacity = () => overlay.evaluate((image) => getComputedStyle(image).opacity)
    expect(await opacity()).toBe('0')
    await page.getByLabel('Show where the model looks').focus()
    await page.keyboard.press('Space')
    await expect.poll(opacity).toBe('1')
    await keepScreenshot(page, 'report-grad-cam')
    expect((await page.pdf()).length).toBeGreaterThan(10_000)
    await page.close()
  })

  it('the live page during a run, and its button', async () => {
    const argv = ['train', 'shapes', ...OPTIONS, '--epochs', '500', '--out', 'watched', '--ui']
    const child = spawn(process.execPath, [CLI, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    child.stdout.resume()
    const url = await new Promise<string>((resolve) =>
      createInterface(child.stderr).on('line', (line) => {
        const [, found] = /Watch it at (http\S+)/.exec(line) ?? []
        if (found) resolve(found)
      }),
    )
    const page = await openPage(browser!, 'desktop')
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(url)
    await page.getByText(/epoch [3-9] of 500/).waitFor({ timeout: 120_000 })
    await page.getByAltText(/^Photos that were turned/).waitFor()
    expect(await page.locator('#epochs tr').count()).toBeGreaterThan(1)
    expect(await page.locator('canvas').count()).toBe(2)
    await expectUsable(page)
    await keepScreenshot(page, 'watch-desktop')

    const phone = await openPage(browser!, 'phone', 'dark')
    await phone.goto(url)
    await phone.locator('#epochs tr').first().waitFor()
    await expectUsable(phone)
    await keepScreenshot(phone, 'watch-phone-dark')

    await page.getByRole('button', { name: /^Stop/ }).click()
    await page.getByText(/^Stopped early/).waitFor({ timeout: 60_000 })
    // Whoever else looks is told too.
    await phone.getByText(/^Stopped early/).waitFor()
    expect(await ended).toBe(0)
    expect(faults).toEqual([])
    await Promise.all([page.close(), phone.close()])
  })
})
