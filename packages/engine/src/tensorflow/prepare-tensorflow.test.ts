import { createRequire } from 'node:module'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { prepareTensorflow } from './prepare-tensorflow'

afterEach(() => vi.unstubAllEnvs())

describe('prepareTensorflow', () => {
  it('sets what TensorFlow reads, and leaves what the user has set', async () => {
    vi.stubEnv('TF_CPU_ALLOCATOR_USE_BFC', undefined)
    vi.stubEnv('TF_NUM_INTRAOP_THREADS', undefined)
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0')
    await prepareTensorflow()
    const { env } = process
    expect([env.TF_CPU_ALLOCATOR_USE_BFC, env.TF_ENABLE_ONEDNN_OPTS]).toEqual(['true', '0'])
    expect(env.TF_NUM_INTRAOP_THREADS).toBeUndefined()
    await prepareTensorflow({ threads: 3 })
    expect(env.TF_NUM_INTRAOP_THREADS).toBe('3')
  })

  it('gives Node 23 and later the functions that tfjs-node calls', async () => {
    const utilities: Record<string, unknown> = createRequire(import.meta.url)('node:util')
    const { isNullOrUndefined, isArray } = utilities
    delete utilities.isNullOrUndefined
    delete utilities.isArray
    try {
      await prepareTensorflow()
      const isNothing = utilities.isNullOrUndefined as (value: unknown) => boolean
      expect([null, undefined, 0, ''].map(isNothing)).toEqual([true, true, false, false])
      expect(utilities.isArray).toBe(Array.isArray)
    } finally {
      Object.assign(utilities, { isNullOrUndefined, isArray })
    }
  })
})
