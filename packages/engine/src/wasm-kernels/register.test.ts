import { describe, expect, it } from 'vitest'
import { registerWasmKernels } from './register'
import { tf, useWasm } from './test-backends'

const NAMES = [tf.BatchMatMul, tf._FusedMatMul, tf.Conv2DBackpropInput, tf.Conv2DBackpropFilter]

describe('registerWasmKernels', () => {
  it('registers once', async () => {
    await useWasm()
    const first = NAMES.map((name) => tf.getKernel(name, 'wasm'))
    registerWasmKernels()
    expect(NAMES.map((name) => tf.getKernel(name, 'wasm'))).toEqual(first)
    expect(first.every((config) => config !== undefined)).toBe(true)
  })

  it('outlives the backend that it was called on', async () => {
    await useWasm()
    const factory = tf.findBackendFactory('wasm')
    tf.removeBackend('wasm')
    tf.registerBackend('wasm', factory)
    await tf.setBackend('wasm')
    const product = tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.ones([4, 3]), false, true).dataSync())
    expect([...product]).toEqual(Array(8).fill(3))
  })
})
