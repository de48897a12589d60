import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type InstallEngineOptions, installEngine } from '../../../test/install-engine'
import { ENGINES, type EngineName } from '../../engines/engine-names'
import type { EngineDiagnosis } from '../diagnosis'
import { judgeChoice } from '../judge/judge-choice'
import { judgeEngine } from '../judge/judge-engine'
import { runProbe } from './run-probe'

// Real installations of the built package, each with something missing or bad in it.
const LIMIT = 60
vi.setConfig({ testTimeout: 2 * LIMIT * 1000 })
let removals: (() => Promise<void>)[] = []

beforeEach(async () => {
  const { folder, remove } = await installEngine()
  removals.push(remove)
  // Without what `npm run native` may have built for this user.
  vi.stubEnv('GRAFT_HOME', join(folder, 'home'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const remove of removals) await remove()
  removals = []
})

async function diagnoseOne(
  name: EngineName,
  options: InstallEngineOptions = {},
  seconds = LIMIT,
): Promise<EngineDiagnosis> {
  const { program, remove } = await installEngine(options)
  removals.push(remove)
  return judgeEngine(name, await runProbe(name, { program, seconds }))
}

const commandsOf = ({ remedies }: EngineDiagnosis) => remedies.map(({ command }) => command)

describe('onnx', () => {
  it('is fast where onnxruntime-node is installed', async () => {
    const diagnosis = await diagnoseOne('onnx', { linked: ['onnxruntime-node'] })
    expect(diagnosis).toMatchObject({ state: 'fast', usable: true, remedies: [] })
    expect(diagnosis.versions['onnxruntime-node']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(diagnosis.reason).toContain(diagnosis.versions['onnxruntime-node'])
  })

  it('is missing where it is not', async () => {
    const diagnosis = await diagnoseOne('onnx')
    expect(diagnosis).toMatchObject({
      state: 'missing',
      usable: false,
      reason: 'onnxruntime-node is not installed.',
      versions: {},
    })
    expect(commandsOf(diagnosis)).toEqual(['npm install --ignore-scripts onnxruntime-node'])
  })

  it.skipIf(process.platform === 'win32')(
    'is broken where it crashes, and its version is known',
    async () => {
      const fakes = { 'onnxruntime-node': "console.error('fatal: bad driver'); process.abort()" }
      const diagnosis = await diagnoseOne('onnx', { fakes })
      expect(diagnosis).toMatchObject({
        state: 'broken',
        usable: false,
        reason: 'Its process ended with SIGABRT: fatal: bad driver',
        versions: { 'onnxruntime-node': '9.9.9' },
      })
      expect(commandsOf(diagnosis)).toEqual(['npm install --ignore-scripts onnxruntime-node@latest'])
    },
  )

  it('is broken where it loads, and then cannot run a model', async () => {
    const source = `exports.InferenceSession = { create: async () => { throw new Error('no kernel for Conv') } }`
    const diagnosis = await diagnoseOne('onnx', { fakes: { 'onnxruntime-node': source } })
    expect(diagnosis.state).toBe('broken')
    expect(diagnosis.reason).toContain('no kernel for Conv')
  })

  it('is broken where its numbers are wrong', async () => {
    const real = createRequire(import.meta.url).resolve('onnxruntime-node')
    const source = `const real = require(${JSON.stringify(real)})
exports.Tensor = real.Tensor
exports.InferenceSession = { create: async (...args) => {
  const session = await real.InferenceSession.create(...args)
  const run = async (...inputs) => {
    const results = await session.run(...inputs)
    for (const { data } of Object.values(results)) data.forEach((value, index) => { data[index] = 1.01 * value })
    return results
  }
  return { run, outputNames: session.outputNames, release: () => session.release() }
} }`
    const diagnosis = await diagnoseOne('onnx', { fakes: { 'onnxruntime-node': source } })
    expect(diagnosis).toMatchObject({ state: 'broken', usable: false })
    expect(diagnosis.reason).toMatch(/^It computes wrong numbers: losses of 1\.2[0-9]+ and/)
  })

  it('is broken where it hangs', async () => {
    const diagnosis = await diagnoseOne('onnx', { fakes: { 'onnxruntime-node': 'for (;;) {}' } }, 8)
    expect(diagnosis).toMatchObject({
      state: 'broken',
      reason: 'It hangs: nothing after 8 seconds.',
      versions: { 'onnxruntime-node': '9.9.9' },
    })
    expect(commandsOf(diagnosis)[0]).toBe('graft doctor --seconds 300')
  })

  it('is not called missing where it has no build for the platform', async () => {
    const fakes = { 'onnxruntime-node': "require('../bin/napi-v6/plan9/mips/onnxruntime_binding.node')" }
    const { state, reason, remedies } = await diagnoseOne('onnx', { fakes })
    expect(state).toBe('broken')
    expect(reason).toMatch(
      /^onnxruntime-node does not load here: Cannot find module '.*onnxruntime_binding.node'/,
    )
    expect(remedies[0]!.text).toBe(
      `It has no build for ${process.platform} ${process.arch}: take another engine.`,
    )
  })
})

describe('tensorflow', () => {
  it('is missing where nothing of it is installed', async () => {
    const diagnosis = await diagnoseOne('tensorflow')
    expect(diagnosis).toMatchObject({ state: 'missing', usable: false, versions: {} })
    expect(commandsOf(diagnosis)).toEqual([
      'npm install @tensorflow/tfjs-node',
      'npm install @tensorflow/tfjs-node-gpu',
      'npm run native',
    ])
  })

  it('is broken where tfjs-node came without its binding', async () => {
    const message = 'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x'
    const fakes = { '@tensorflow/tfjs-node': `throw new Error(${JSON.stringify(message)})` }
    const diagnosis = await diagnoseOne('tensorflow', { fakes })
    expect(diagnosis).toMatchObject({
      state: 'broken',
      reason: `@tensorflow/tfjs-node: did not load (${message}).`,
      versions: { '@tensorflow/tfjs-node': '9.9.9' },
    })
    expect(commandsOf(diagnosis)).toEqual(['npm rebuild @tensorflow/tfjs-node', 'npm run native'])
  })

  it('is broken where what was built is of another version', async () => {
    const folder = join(process.env.GRAFT_HOME!, 'native/tensorflow')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'native.json'), JSON.stringify({ format: 2, tensorflow: '3.0.0' }))
    const diagnosis = await diagnoseOne('tensorflow')
    expect(diagnosis.state).toBe('broken')
    expect(diagnosis.reason).toMatch(
      /^npm run native: The native TensorFlow in .* has format 2; this version reads 1\./,
    )
    expect(commandsOf(diagnosis)).toEqual(['npm run native -- --force'])
  })
})

describe('webgpu', () => {
  const backend = '@tensorflow/tfjs-backend-webgpu'
  const dawnWith = (adapter: string) =>
    `exports.globals = {}; exports.create = () => ({ requestAdapter: async () => (${adapter}) })`

  it('is missing where its packages are not installed', async () => {
    const diagnosis = await diagnoseOne('webgpu')
    expect(diagnosis).toMatchObject({ state: 'missing', usable: false })
    expect(diagnosis.reason).toMatch(/webgpu and @tensorflow\/tfjs-backend-webgpu are not installed\.$/)
    expect(commandsOf(diagnosis)).toContain('npm install webgpu @tensorflow/tfjs-backend-webgpu')
  })

  it('names the package that is missing', async () => {
    const diagnosis = await diagnoseOne('webgpu', { fakes: { webgpu: dawnWith('null') } })
    expect(diagnosis.reason).toMatch(/@tensorflow\/tfjs-backend-webgpu is not installed\.$/)
    expect(diagnosis.reason).not.toContain('webgpu and')
  })

  it('is missing where there is no adapter', async () => {
    const diagnosis = await diagnoseOne('webgpu', { linked: [backend], fakes: { webgpu: dawnWith('null') } })
    expect(diagnosis).toMatchObject({
      state: 'missing',
      reason: 'WebGPU finds no GPU here, or no driver for it.',
      versions: { webgpu: '9.9.9' },
    })
    expect(diagnosis.remedies.length).toBeGreaterThan(0)
  })

  it('is broken where the GPU cannot be opened, and the GPU is known', async () => {
    const adapter = `{
      info: { vendor: 'acme', architecture: 'anvil', device: '', description: 'Acme Anvil 9000' },
      limits: { maxStorageBufferBindingSize: 1e9, maxBufferSize: 2e9 },
      features: new Set(),
      requestDevice: async () => { throw new Error('the anvil is too heavy') },
    }`
    const diagnosis = await diagnoseOne('webgpu', { linked: [backend], fakes: { webgpu: dawnWith(adapter) } })
    expect(diagnosis).toMatchObject({
      state: 'broken',
      reason: 'did not load (the anvil is too heavy).',
      gpu: { name: 'Acme Anvil 9000', software: false, largestTensorBytes: 1e9 },
    })
  })

  it('is slow where a program on the CPU plays the GPU', async (context) => {
    const diagnosis = await diagnoseOne('webgpu', { linked: [backend, 'webgpu'] })
    if (!diagnosis.gpu?.software) {
      const reason = diagnosis.gpu ? `there is a GPU here: ${diagnosis.gpu.name}` : diagnosis.reason
      console.log(`Skipped, no software renderer: ${reason}`)
      context.skip(reason)
    }
    expect(diagnosis).toMatchObject({ state: 'slow', usable: true })
    expect(diagnosis.reason).toBe(`No GPU, only a program on the CPU that plays one: ${diagnosis.gpu!.name}.`)
    expect(diagnosis.remedies.length).toBeGreaterThan(0)
  })
})

it('createEngine() falls back on wasm where nothing faster is installed', async () => {
  const { program, remove } = await installEngine()
  removals.push(remove)
  const { ending } = await runProbe('auto', { program, seconds: LIMIT })
  const { engine, reason, considered } = judgeChoice(ending, [])
  expect(engine).toBe('wasm')
  expect(reason).toMatch(/: webgpu, onnx and tensorflow would come first, but do not load\.$/)
  const onnx = considered.find(({ name }) => name === 'onnx')!
  expect(onnx.reason.match(/npm install --ignore-scripts onnxruntime-node/g)).toHaveLength(1)
})

it('wasm and cpu come with the package', async () => {
  expect(await diagnoseOne('wasm')).toMatchObject({ state: 'slow', usable: true, simd: true })
  expect(await diagnoseOne('cpu')).toMatchObject({ state: 'slow', usable: true })
})

it.each(ENGINES)('tells that tfjs is missing, whoever needs it: %s', async (name) => {
  const diagnosis = await diagnoseOne(name, { without: ['@tensorflow/tfjs-core'] })
  expect(diagnosis.state).toBe('broken')
  expect(diagnosis.reason).toMatch(/exit code 1: Error.*Cannot find module '@tensorflow\/tfjs-core'/)
  expect(commandsOf(diagnosis)).toEqual(['npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers'])
})
