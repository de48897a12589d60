import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeTools } from '../test/fake-tools'
import { main } from './main'

describe('npm run native', () => {
  let tools: FakeTools

  beforeEach(async () => {
    tools = await FakeTools.create()
  })

  afterEach(() => tools.dispose())

  async function run(...args: string[]) {
    const [out, err] = [[] as string[], [] as string[]]
    const streams = {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
    }
    const code = await main(args, streams, { environment: tools.environment })
    return { code, out: out.join(''), err: err.join('') }
  }

  it('refuses what it does not know', async () => {
    expect(await run('--device', 'tpu')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/auto, cpu, gpu/),
    })
    expect(await run('--seconds', '0')).toMatchObject({ code: 2, err: expect.stringMatching(/above 0/) })
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/--remove/) })
  })

  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('builds, finds and removes', async () => {
    const built = await run('--way', 'wheel', '--device', 'cpu')
    expect(built).toMatchObject({ code: 0, err: '' })
    expect(built.out).toContain(`Building tfjs's tensorflow backend for a CPU in ${tools.folder}\n`)
    expect(built.out).toContain(`TensorFlow 2.99.0 (cpu, wheel) is built and computes: ${tools.folder}\n`)
    expect((await run()).out).toMatch(/^TensorFlow 2\.99\.0 \(cpu, wheel\) is in place: /)
    expect(await run('--remove')).toMatchObject({ code: 0, out: `Removed ${tools.folder}\n` })
    expect((await run('--remove')).out).toBe(`There is nothing to remove: ${tools.folder}\n`)
  })

  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('says what is missing', async () => {
    await tools.behave({ missing: ['python3'] })
    expect(await run('--way', 'wheel')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Error: Python is needed/),
    })
  })
})
