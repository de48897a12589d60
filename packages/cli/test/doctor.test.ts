import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ENGINES } from '@graft-ml/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type InstallEngineOptions, installEngine } from '../../engine/test/install-engine'
import type { Report } from '../src/commands/doctor/report'
import { CLI, type Finished, type RunOptions, run, runCli } from './run-cli'

const TIMEOUT = 120_000

let home: string
let removals: (() => Promise<void>)[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'graft-home-'))
  removals = [() => rm(home, { recursive: true })]
})
afterEach(async () => {
  for (const remove of removals) await remove()
})

/** Without what `npm run native` may have built for this user. */
function doctor(
  argv: readonly string[] = [],
  { environment, ...options }: RunOptions = {},
): Promise<Finished> {
  return runCli(['doctor', ...argv], { ...options, environment: { GRAFT_HOME: home, ...environment } })
}

async function doctorJson(options: RunOptions = {}): Promise<Report & { exitCode: number | null }> {
  const { exitCode, stdout, stderr } = await doctor(['--json'], options)
  expect(stderr).toBe('')
  return { exitCode, ...(JSON.parse(stdout) as Report) }
}

/** A project's folder with an engine of its own. */
async function project(options: InstallEngineOptions = {}): Promise<string> {
  const { folder, remove } = await installEngine(options)
  removals.push(remove)
  return folder
}

describe('graft doctor, where onnxruntime-node is installed', { timeout: TIMEOUT }, () => {
  it('prints the machine, each engine, and the choice, without control codes in a pipe', async () => {
    const { exitCode, stdout, stderr } = await doctor()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stripVTControlCharacters(stdout)).toBe(stdout)
    expect(stdout).not.toContain('\r')
    expect(stdout).toContain(process.versions.node)
    expect(stdout).toContain(home)
    for (const name of ENGINES) {
      expect(stdout).toMatch(new RegExp(`^ {2}\\S ${name} +(fast|slow|missing|broken) +\\S.*\\.$`, 'm'))
    }
    expect(stdout).toMatch(/^ {2}✓ onnx +fast +onnxruntime-node \d+\.\d+\.\d+ trains on the CPU\.$/m)
    expect(stdout).toMatch(/^ {2}– tensorflow +missing .*\n {6}→ .*: npm install @tensorflow\/tfjs-node$/m)
    expect(stdout).toMatch(/^ {2}createEngine\(\) takes (onnx|webgpu), .*\.\n$/m)
  })

  it('prints one JSON document with --json', async () => {
    await mkdir(join(home, 'datasets'))
    await writeFile(join(home, 'datasets/photos.zip'), Buffer.alloc(1000))
    await writeFile(join(home, 'weights.h5'), Buffer.alloc(234))
    const { exitCode, format, machine, engine, engines, choice, cache } = await doctorJson()
    expect({ exitCode, format }).toEqual({ exitCode: 0, format: 1 })
    expect(machine.cores.logical).toBe(cpus().length)
    expect(machine.memory.totalBytes).toBe(totalmem())
    expect(machine.node).toBe(process.versions.node)
    if (process.platform === 'linux') expect(machine.simd).toMatch(/^(AVX|SSE|SVE|NEON)/)
    expect(engine.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(engines.map(({ name }) => name)).toEqual(ENGINES)
    expect(engines[0]).toMatchObject({ name: 'onnx', state: 'fast', usable: true, remedies: [] })
    expect(engines[1]!.remedies[0]).toEqual({
      text: 'Install it',
      command: 'npm install @tensorflow/tfjs-node',
    })
    expect(['onnx', 'webgpu']).toContain(choice.engine)
    expect(cache).toEqual({ folder: home, setBy: 'GRAFT_HOME', files: 2, bytes: 1234 })
  })
})

it('looks at the engine that came with it where the folder has none', { timeout: TIMEOUT }, async () => {
  const { engine } = await doctorJson({ folder: home })
  expect(engine.folder).toBe(await realpath(join(import.meta.dirname, '../../engine')))
})

describe('graft doctor in a project with an engine of its own', { timeout: TIMEOUT }, () => {
  it('looks at that one: it ends with 1 where only slow engines are installed', async () => {
    const folder = await project()
    const { exitCode, engine, engines, choice } = await doctorJson({ folder })
    expect(engine.folder).toBe(await realpath(join(folder, 'node_modules/@graft-ml/engine')))
    expect(engines.map(({ name, state }) => [name, state])).toEqual([
      ['onnx', 'missing'],
      ['tensorflow', 'missing'],
      ['webgpu', 'missing'],
      ['wasm', 'slow'],
      ['cpu', 'slow'],
    ])
    expect({ exitCode, engine: choice.engine }).toEqual({ exitCode: 1, engine: 'wasm' })
    const command = 'npm install --ignore-scripts onnxruntime-node'
    expect(choice.remedies).toEqual([{ text: 'For full speed', command }])
  })

  it('ends with 0 where the project has onnxruntime-node', async () => {
    const { exitCode, choice } = await doctorJson({ folder: await project({ linked: ['onnxruntime-node'] }) })
    expect({ exitCode, engine: choice.engine }).toEqual({ exitCode: 0, engine: 'onnx' })
  })

  it('ends with 1 where a GPU is only played', async (context) => {
    const webgpu = ['webgpu', '@tensorflow/tfjs-backend-webgpu']
    const { exitCode, engines } = await doctorJson({ folder: await project({ linked: webgpu }) })
    const { state, reason } = engines.find(({ name }) => name === 'webgpu')!
    if (state !== 'slow') {
      console.log(`Skipped, no software renderer here: ${reason}`)
      context.skip(reason)
    }
    expect(exitCode).toBe(1)
  })

  it.skipIf(process.platform === 'win32')('is not taken down by engines that crash and hang', async () => {
    const fakes = {
      'onnxruntime-node': "console.error('fatal: bad driver'); process.abort()",
      '@tensorflow/tfjs-node': 'for (;;) {}',
    }
    const { exitCode, stdout } = await doctor(['--seconds', '8'], { folder: await project({ fakes }) })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^ {2}✗ onnx +broken +Its process ended with SIGABRT: fatal: bad driver$/m)
    expect(stdout).toMatch(/^ {2}✗ tensorflow +broken +It hangs: nothing after 8 seconds\.$/m)
    expect(stdout).toMatch(/^ {2}○ wasm +slow /m)
    expect(stdout).toMatch(/^ {2}createEngine\(\) fails here\..*\n {6}→ Name an engine that works: .*'wasm'/m)
  })
})

describe('colours', { timeout: TIMEOUT }, () => {
  // util-linux's: macOS has another program of that name.
  const hasTerminal = process.platform === 'linux'
  const inTerminal = (environment: RunOptions['environment'] = {}) =>
    run('script', ['-qec', `stty cols 70; '${process.execPath}' '${CLI}' doctor`, '/dev/null'], {
      environment: { GRAFT_HOME: home, TERM: 'xterm-256color', ...environment },
    })

  it.runIf(hasTerminal)('are there on a terminal, whose width is kept to', async () => {
    const { exitCode, stdout } = await inTerminal()
    expect(exitCode).toBe(0)
    expect(stdout).toContain('\u001b[32m✓\u001b[39m')
    // What is erased afterwards ends with the beginning of its line.
    const lines = stripVTControlCharacters(stdout).replaceAll('\r\n', '\n').split('\n')
    for (const line of lines.map((line) => line.split('\r').at(-1)!)) {
      expect(line.length, line).toBeLessThanOrEqual(70)
    }
  })

  it.runIf(hasTerminal)('are not there with NO_COLOR', async () => {
    const { exitCode, stdout } = await inTerminal({ NO_COLOR: '1' })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('✓ onnx')
    // The notice that is erased is none of them.
    expect(stdout.replace('\u001b[K', '')).not.toContain('\u001b')
  })
})
