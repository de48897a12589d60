import { expect, it } from 'vitest'
import { explainEngine, tryEngines } from '../src/engines'

it('says which engine is taken, and why not the others', async () => {
  const said: string[] = []
  const name = await explainEngine((line) => said.push(line))
  expect(said.filter((line) => line.startsWith('✓'))).toEqual([expect.stringMatching(`^✓ ${name}: .+`)])
})

it('says what each engine would do', async () => {
  const said: string[] = []
  await tryEngines((line) => said.push(line))
  for (const name of ['onnx', 'tensorflow', 'webgpu', 'wasm', 'cpu']) {
    expect(said.join('\n')).toMatch(new RegExp(`^${name} is (fast|slow|missing|broken): .+`, 'm'))
  }
})
