import { describe, expect, it } from 'vitest'
import type { GpuDescription } from '../../webgpu/adapter'
import type { ProbeEnding, ProbeFacts } from '../probe/probe-messages'
import { judgeEngine } from './judge-engine'

// What no machine has all of; what this one has is tried for real in ../probe/probe-installed.test.ts.
const TRAINED: ProbeEnding = { kind: 'trained' }
const failed = (reason: string): ProbeEnding => ({ kind: 'failed', reason })
const crashed = (how: string, words = ''): ProbeEnding => ({ kind: 'crashed', how, words })

function judge(
  name: Parameters<typeof judgeEngine>[0],
  ending: ProbeEnding,
  facts: Partial<ProbeFacts> = {},
) {
  return judgeEngine(name, { ending, facts: { versions: {}, ...facts } })
}

describe('webgpu', () => {
  const versions = { webgpu: '0.6.2', '@tensorflow/tfjs-backend-webgpu': '4.22.0' }
  const gpu: GpuDescription = {
    name: 'NVIDIA H100: 550.54',
    vendor: 'nvidia',
    architecture: 'hopper',
    software: false,
    largestTensorBytes: 2 ** 31 - 4,
  }

  it('is fast on a GPU, which it describes', () => {
    const diagnosis = judge('webgpu', TRAINED, { versions, gpu })
    expect(diagnosis).toMatchObject({ state: 'fast', usable: true, remedies: [], gpu })
    expect(diagnosis.reason).toBe('NVIDIA H100: 550.54 trains by WebGPU.')
  })

  it.each<[string, string[] | undefined, RegExp]>([
    ['no device in /dev', [], /container.*--gpus all/],
    ["NVIDIA's devices", ['dri', 'nvidia0'], /NVIDIA_DRIVER_CAPABILITIES=all/],
    ["another maker's device", ['dri'], /apt-get install libvulkan1 mesa-vulkan-drivers/],
    ['a system that shows no devices', undefined, /driver of the GPU's maker/],
  ])('knows what a software renderer alone means, with %s', (_, gpuDevices, remedy) => {
    const software = { ...gpu, name: 'llvmpipe: Mesa 25', software: true }
    const diagnosis = judge('webgpu', TRAINED, { versions, gpu: software, gpuDevices })
    expect(diagnosis).toMatchObject({ state: 'slow', usable: true })
    expect(diagnosis.reason).toMatch(/^No GPU.*llvmpipe: Mesa 25/)
    expect(diagnosis.remedies.map(({ text, command = '' }) => `${text} ${command}`).join()).toMatch(remedy)
    // The same helps where there is no adapter at all.
    const none = judge('webgpu', failed('WebGPU finds no GPU here, or no driver for it.'), {
      versions,
      gpuDevices,
    })
    expect(none).toMatchObject({ state: 'missing', usable: false, remedies: diagnosis.remedies })
  })

  it('does not send for packages where there is no GPU without saying so', () => {
    const reason = failed('webgpu is not installed.')
    expect(judge('webgpu', reason, { gpuDevices: [] }).reason).toMatch(
      /^This machine shows no GPU in \/dev, and/,
    )
    expect(judge('webgpu', reason, { gpuDevices: ['dri'] }).reason).toMatch(
      /^webgpu and .* are not installed\.$/,
    )
  })
})

describe('tensorflow', () => {
  it.each(['cpu', 'gpu'] as const)('is fast, and says what it computes on: %s', (device) => {
    const tensorflows = [
      { name: '@tensorflow/tfjs-node-gpu', taken: false, reason: 'not installed.' },
      { name: '@tensorflow/tfjs-node', taken: true, reason: 'it loads' },
    ]
    const versions = { '@tensorflow/tfjs-node': '4.22.0', tensorflow: '2.9.1' }
    expect(judge('tensorflow', TRAINED, { versions, tensorflows, device })).toMatchObject({
      state: 'fast',
      reason: `TensorFlow 2.9.1 trains on the ${device.toUpperCase()} (@tensorflow/tfjs-node).`,
      device,
    })
  })

  it('is broken where it loads and then computes wrong numbers', () => {
    const tensorflows = [{ name: '@tensorflow/tfjs-node', taken: true, reason: 'it loads' }]
    const versions = { '@tensorflow/tfjs-node': '4.22.0' }
    const diagnosis = judge('tensorflow', failed('It computes wrong numbers'), { versions, tensorflows })
    expect(diagnosis).toMatchObject({ state: 'broken', reason: 'It computes wrong numbers' })
  })
})

it('says where WebAssembly has no vector instructions', () => {
  const versions = { '@tensorflow/tfjs-backend-wasm': '4.22.0' }
  expect(judge('wasm', TRAINED, { versions, simd: true }).reason).toMatch(/with SIMD/)
  expect(judge('wasm', TRAINED, { versions, simd: false }).reason).toMatch(/without SIMD/)
})

describe('what a loader says', () => {
  const versions = { 'onnxruntime-node': '1.30.0' }

  it.each([
    [failed("x: version `GLIBC_2.28' not found (required by y)"), /newer system/],
    [failed("x: version `GLIBCXX_3.4.29' not found"), /newer system/],
    [failed('Error loading shared library ld-linux-x86-64.so.2: No such file'), /musl.*glibc/],
    [failed('The specified module could not be found. \\\\?\\C:\\x.node'), /Visual C\+\+/],
    [crashed('SIGILL'), /newer processor/],
    [crashed('SIGABRT', 'TensorFlow was compiled to use AVX instructions'), /newer processor/],
    [crashed('SIGKILL'), /out of memory/],
    [crashed('exit code 1', "Error: Cannot find module '@tensorflow/tfjs-layers'"), /Install tfjs/],
  ])('means something to do: %j', (ending, remedy) => {
    const { state, remedies } = judge('onnx', ending, { versions })
    expect(state).toBe('broken')
    expect(remedies).toHaveLength(1)
    expect(remedies[0]!.text).toMatch(remedy)
  })

  it('means to install it anew where nothing better is known', () => {
    const { remedies } = judge('onnx', crashed('SIGSEGV'), { versions })
    expect(remedies).toEqual([
      { text: 'Install it anew', command: 'npm install --ignore-scripts onnxruntime-node@latest' },
    ])
  })

  it('is given as it was said', () => {
    expect(judge('onnx', crashed('SIGSEGV'), { versions }).reason).toBe(
      'Its process ended with SIGSEGV and without a word.',
    )
    expect(judge('cpu', crashed('exit code 7', 'fatal: out of luck')).reason).toBe(
      'Its process ended with exit code 7: fatal: out of luck',
    )
  })
})
