import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BackendWasm } from '../wasm-backend'
import { SOURCE_SHA256 } from './module-bytes'
import { simdFunctions } from './simd-module'

const withMemory = (memory: unknown) => ({ wasm: { asm: { memory } } }) as unknown as BackendWasm

describe('simdFunctions', () => {
  it('is compiled from the source beside it', () => {
    const source = readFileSync(join(import.meta.dirname, 'kernels.as'))
    const hint = 'run: node src/wasm-kernels/simd/compile.mjs'
    expect(createHash('sha256').update(source).digest('hex'), hint).toBe(SOURCE_SHA256)
  })

  it('is made once a backend', () => {
    const backend = withMemory(new WebAssembly.Memory({ initial: 1 }))
    expect(simdFunctions(backend)).toBeDefined()
    expect(simdFunctions(backend)).toBe(simdFunctions(backend))
  })

  it('is undefined where the memory is shared between threads or out of reach', () => {
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
    expect(simdFunctions(withMemory(shared))).toBeUndefined()
    expect(simdFunctions(withMemory(undefined))).toBeUndefined()
  })
})
