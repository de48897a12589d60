import { backend, memory, removeBackend } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEngines, openEngine } from '../src/engines/engines'
import { type Fixture, makeFixture } from './support/fixture'
import { compareWith } from './support/run-command'

const [{ missing }] = await findEngines(['webgpu'])
if (missing) console.log(`Skipped, no WebGPU here: ${missing}`)

let fixture: Fixture
beforeAll(async () => {
  fixture = await makeFixture()
}, 60_000)
afterAll(async () => {
  await fixture.remove()
  if (missing) return
  await openEngine('webgpu')
  const { device } = backend() as unknown as { device: { lost: Promise<unknown> } }
  removeBackend('webgpu')
  await device.lost
})

describe.skipIf(missing)('goldens that Keras computed, on webgpu', () => {
  // A software renderer takes a minute where others work beside it.
  it('are met, and nothing is left in memory', { timeout: 600_000 }, async () => {
    await openEngine('webgpu')
    const before = memory().numTensors
    const argv = ['--backend', 'webgpu', '--sections', 'network,training']
    const { exitCode, checks } = await compareWith(fixture, fixture.goldens, ...argv)
    expect(checks.filter(({ pass }) => !pass)).toEqual([])
    expect(exitCode).toBe(0)
    const cases = checks.map((check) => check.case)
    expect(cases).toContain('webgpu: mixed7, all values')
    expect(cases).toContain('webgpu: fine-tune-after-mixed6/sgd-momentum, live BatchNormalization')
    expect(memory().numTensors).toBe(before)
  })
})
