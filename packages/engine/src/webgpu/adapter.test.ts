import { expect, it } from 'vitest'
import { describeAdapter } from './adapter'
import { dawnOptions } from './open-gpu'

function adapter(info: Partial<GPUAdapterInfo>): GPUAdapter {
  const limits = { maxStorageBufferBindingSize: 2 ** 31 - 4, maxBufferSize: 2 ** 32 }
  const blank = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false }
  return { info: { ...blank, ...info }, limits } as GPUAdapter
}

it.each<[string, Partial<GPUAdapterInfo>, boolean]>([
  ['lavapipe', { vendor: 'mesa', architecture: 'software', description: 'llvmpipe: Mesa 25.0.7' }, true],
  ['SwiftShader', { vendor: 'google', architecture: 'swiftshader' }, true],
  ['WARP', { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' }, true],
  ['one that says so itself', { vendor: 'x', isFallbackAdapter: true }, true],
  ['NVIDIA', { vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA: 550.54' }, false],
  ['AMD', { vendor: 'amd', architecture: 'rdna-3', description: 'radv: Mesa 25.0.7' }, false],
  ['Apple', { vendor: 'apple', architecture: 'metal-3' }, false],
])('tells a GPU from a program that plays one: %s', (_, info, software) => {
  expect(describeAdapter(adapter(info)).software).toBe(software)
})

it('names what the driver names, else what a browser tells', () => {
  expect(describeAdapter(adapter({ description: 'radv: Mesa 25' })).name).toBe('radv: Mesa 25')
  expect(describeAdapter(adapter({ vendor: 'apple', architecture: 'metal-3' })).name).toBe('apple metal-3')
  expect(describeAdapter(adapter({})).name).toBe('a GPU without a name')
  expect(describeAdapter(adapter({})).largestTensorBytes).toBe(2 ** 31 - 4)
})

it('asks Dawn for Vulkan on Linux alone', () => {
  expect(['linux', 'darwin', 'win32'].map(dawnOptions)).toEqual([['backend=vulkan'], [], []])
})
