import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Behaviour, FakeTools, LINUX } from '../test/fake-tools'
import { type InstallOptions, installNative } from './install-native'
import { removeNative } from './remove-native'

let tools: FakeTools
let lines: string[]

const build = (options: InstallOptions = {}) =>
  installNative({
    machine: LINUX,
    environment: tools.environment,
    report: (line) => lines.push(line),
    ...options,
  })

async function fake(behaviour: Behaviour): Promise<void> {
  tools = await FakeTools.create(behaviour)
  lines = []
}

afterEach(() => tools.dispose())

describe('the way', () => {
  it("is tfjs-node's own installer where that works", async () => {
    await fake({ installer: 'work', missing: ['python3', 'c++'] })
    const installed = await build()
    expect(installed).toMatchObject({ way: 'official', tensorflow: '2.9.1', device: 'cpu', found: false })
    expect(await tools.calls()).toEqual([
      expect.stringMatching(/^npm install --ignore-scripts /),
      'npm rebuild @tensorflow/tfjs-node --foreground-scripts --ignore-scripts=false',
    ])
  })

  it('is the wheel where that fails, and says why', async () => {
    await fake({})
    const installed = await build()
    expect(installed).toMatchObject({ way: 'wheel', tensorflow: '2.99.0', device: 'cpu', found: false })
    expect(lines).toContain(
      "  tfjs-node's installer failed: Error: getaddrinfo ENOTFOUND tensorflow.example.",
    )
    const kept = await readdir(join(tools.folder, 'wheel/tensorflow'))
    expect(kept.sort()).toEqual(['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
    const manifest = JSON.parse(await readFile(join(tools.folder, 'native.json'), 'utf8'))
    expect(manifest).toMatchObject({ format: 1, entry: 'node_modules/@tensorflow/tfjs-node', way: 'wheel' })
  })

  it('is the wheel where it takes too long, and nothing of it goes on', async () => {
    await fake({ installer: 'hang' })
    const begin = performance.now()
    expect(await build({ seconds: 1 })).toMatchObject({ way: 'wheel' })
    expect(performance.now() - begin).toBeLessThan(20_000)
    expect(lines).toContain("  tfjs-node's installer was stopped after 1 seconds.")
  })

  it('is the one asked for', async () => {
    await fake({ installer: 'work' })
    expect(await build({ way: 'wheel' })).toMatchObject({ way: 'wheel' })
    await tools.behave({ installer: 'fail' })
    await expect(build({ way: 'official' })).rejects.toThrow(/ENOTFOUND.*--way wheel/)
  })

  it('is for a GPU where the driver lists one, with the CUDA libraries that the wheel names', async () => {
    await fake({ gpu: true })
    expect(await build()).toMatchObject({ device: 'gpu', way: 'wheel' })
    const calls = await tools.calls()
    expect(calls).toContainEqual(expect.stringMatching(/^npm rebuild @tensorflow\/tfjs-node-gpu /))
    expect(calls).toContainEqual(expect.stringMatching(/^python3 .* --no-deps tensorflow>=/))
    expect(calls).toContainEqual(expect.stringMatching(/^python3 .* nvidia-cudnn-cu12<10,>=9.3$/))
  })
})

describe('a second run', () => {
  it('finds it in place and runs no tool', async () => {
    await fake({})
    const first = await build({ way: 'wheel' })
    await tools.calls()
    expect(await build()).toEqual({ ...first, found: true })
    expect(await tools.calls()).toEqual([])
  })

  it('builds again what is forced, of another kind, or broken', async () => {
    await fake({ product: [7, 10, 15, 22] })
    await build({ way: 'wheel' })
    expect(await build({ way: 'wheel', force: true })).toMatchObject({ found: false })
    expect(await build({ way: 'wheel', device: 'gpu' })).toMatchObject({ found: false, device: 'gpu' })
    await tools.behave({})
    const { binding } = await build({ way: 'wheel' })
    await writeFile(join(tools.folder, binding), 'throw new Error("libtensorflow_cc.so.2: cannot open")')
    expect(await build({ way: 'wheel' })).toMatchObject({ found: false })
    expect(lines).toContain(`What is in ${tools.folder} does not load any more; building it again.`)
  })
})

describe('a failure', () => {
  it.each<[string, Behaviour, string, RegExp]>([
    [
      'no Python',
      { missing: ['python3'] },
      'MISSING_TOOL',
      /no python3 or python here.*apt-get install python3/,
    ],
    ['no pip', { pip: 'none' }, 'MISSING_TOOL', /python3 has none.*python3-pip.*ensurepip/],
    [
      'no compiler',
      { missing: ['c++'] },
      'MISSING_TOOL',
      /no c\+\+, g\+\+, clang\+\+.*apt-get install g\+\+/,
    ],
    ['no npm', { missing: ['npm'] }, 'MISSING_TOOL', /npm is needed/],
    ['no wheel', { pip: 'no version' }, 'INSTALL_FAILED', /No matching distribution.*Python 3\.10 to 3\.13/],
    ['no compilation', { compiler: 'fail' }, 'INSTALL_FAILED', /one\.cc:1:1: error: expected/],
    ['a wrong product', { product: [7, 10, 15, 21] }, 'DOES_NOT_LOAD', /does not compute here/],
  ])('of %s says what to do, and leaves nothing', async (_, behaviour, code, message) => {
    await fake(behaviour)
    const failure = await build({ way: 'wheel' }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code })
    expect((failure as Error).message.replaceAll('\n', ' ')).toMatch(message)
    expect(await readdir(dirname(tools.folder))).toEqual([])
  })

  it('leaves what was there, and clears up after builds that were killed', async () => {
    await fake({})
    const first = await build({ way: 'wheel' })
    await mkdir(join(dirname(tools.folder), '.tensorflow.0123.partial'))
    await tools.behave({ compiler: 'fail' })
    await expect(build({ way: 'wheel', force: true })).rejects.toMatchObject({ code: 'INSTALL_FAILED' })
    expect(await readdir(dirname(tools.folder))).toEqual(['tensorflow'])
    expect(await build()).toEqual({ ...first, found: true })
  })

  it('is what stopping is', async () => {
    await fake({ installer: 'hang' })
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 1500)
    await expect(build({ signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await readdir(dirname(tools.folder))).toEqual([])
  })
})

it('can be removed, whole', async () => {
  await fake({})
  await build({ way: 'wheel' })
  expect(await removeNative(tools.environment)).toEqual({ folder: tools.folder, removed: true })
  expect(await readdir(dirname(tools.folder))).toEqual([])
  expect(await removeNative(tools.environment)).toEqual({ folder: tools.folder, removed: false })
})
