import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine } from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importNativeTensorflow } from './native-tensorflow'

describe('importNativeTensorflow', () => {
  let home: string

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'graft-native-'))
    vi.stubEnv('GRAFT_HOME', home)
  })

  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(home, { recursive: true })
  })

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    const folder = join(home, 'native/tensorflow')
    await mkdir(join(folder, 'package'), { recursive: true })
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  }

  it('says where it looked and how to build it', async () => {
    await expect(importNativeTensorflow()).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: `There is no native TensorFlow in ${join(home, 'native/tensorflow')}. Build it with: npm run native.`,
    })
  })

  it('refuses what another version has built', async () => {
    await write({ 'native.json': '{"format":2}' })
    await expect(importNativeTensorflow()).rejects.toThrow(/has format 2.*--force/)
  })

  it('lends its own tfjs to what it loads', async () => {
    await write({
      'native.json': JSON.stringify({ format: 1, entry: 'package' }),
      'package/index.js': `const tfjs = globalThis[Symbol.for('graft.tfjs')]
globalThis.lent = { engine: tfjs.engine(), layers: typeof tfjs.CustomCallback }`,
    })
    await importNativeTensorflow()
    const { lent } = globalThis as unknown as { lent: { engine: unknown; layers: string } }
    expect(lent.engine).toBe(engine())
    expect(lent.layers).toBe('function')
  })
})
