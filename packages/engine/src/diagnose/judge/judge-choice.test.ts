import { describe, expect, it } from 'vitest'
import type { EngineName } from '../../engines/engine-names'
import type { EngineDiagnosis, EngineState } from '../diagnosis'
import type { ProbeEnding } from '../probe/probe-messages'
import { judgeChoice } from './judge-choice'

const engines = (states: Partial<Record<EngineName, EngineState>>): EngineDiagnosis[] =>
  Object.entries(states).map(([name, state]) => ({
    name: name as EngineName,
    state,
    usable: state === 'fast' || state === 'slow',
    reason: '',
    remedies: [],
    versions: {},
  }))

function chosen(engine: string, ...passed: [name: string, reason: string][]): ProbeEnding {
  const rejected = passed.map(([name, reason]) => ({ name, taken: false, reason }))
  return {
    kind: 'chosen',
    engine,
    considered: [...rejected, { name: engine, taken: true, reason: 'it loads' }],
  }
}

describe('judgeChoice', () => {
  it('says why an engine is taken', () => {
    expect(judgeChoice(chosen('webgpu'), engines({ webgpu: 'fast' }))).toMatchObject({
      engine: 'webgpu',
      reason: 'createEngine() takes webgpu, which trains on the GPU.',
      remedies: [],
    })
  })

  it('says why not the one that comes first', () => {
    const ending = chosen('onnx', ['webgpu', 'this machine shows no GPU in /dev.'])
    expect(judgeChoice(ending, engines({ onnx: 'fast' })).reason).toBe(
      'createEngine() takes onnx, the fastest on a CPU: webgpu would come first, but this machine shows no GPU in /dev.',
    )
  })

  it('names each that comes before once', () => {
    const ending = chosen(
      'wasm',
      ['webgpu', 'no.'],
      ['onnx', 'no.'],
      ['webgpu', 'no.'],
      ['tensorflow', 'no.'],
    )
    expect(judgeChoice(ending, engines({ wasm: 'slow' })).reason).toBe(
      'createEngine() takes wasm, which is slow but always here: webgpu, onnx and tensorflow would come first, but do not load.',
    )
  })

  it('says how to be faster where a slow one is taken', () => {
    const [onnx, ...others] = engines({ onnx: 'missing', wasm: 'slow', tensorflow: 'fast' })
    const missing = { ...onnx!, remedies: [{ text: 'Install it', command: 'npm install it' }] }
    expect(judgeChoice(chosen('wasm'), [missing, ...others]).remedies).toEqual([
      { text: 'For full speed', command: 'npm install it' },
    ])
    expect(judgeChoice(chosen('tensorflow'), [missing, ...others]).remedies).toEqual([])
    expect(judgeChoice(chosen('wasm'), [{ ...missing, state: 'broken' }, ...others]).remedies).toEqual([])
  })

  it('warns of an engine that loads and does not train, and names one that does', () => {
    const { engine, reason, remedies } = judgeChoice(
      chosen('onnx'),
      engines({ onnx: 'broken', wasm: 'slow', tensorflow: 'fast' }),
    )
    expect(engine).toBe('onnx')
    expect(reason).toBe('createEngine() takes onnx, which loads but does not train here.')
    expect(remedies[0]!.text).toBe("Name an engine that works: createEngine({ engine: 'tensorflow' }).")
  })

  it.each<[ProbeEnding, string]>([
    [{ kind: 'crashed', how: 'SIGSEGV', words: '' }, 'Its process ended with SIGSEGV and without a word.'],
    [{ kind: 'late', seconds: 60 }, 'It hangs: nothing after 60 seconds.'],
    [{ kind: 'failed', reason: 'No backend could be loaded.' }, 'No backend could be loaded.'],
  ])('has no engine where createEngine() itself fails: %j', (ending, words) => {
    const choice = judgeChoice(ending, engines({ wasm: 'slow' }))
    expect(choice.engine).toBeUndefined()
    expect(choice.reason).toBe(`createEngine() fails here. ${words}`)
    expect(choice.remedies[0]!.text).toContain("createEngine({ engine: 'wasm' })")
    expect(judgeChoice(ending, engines({ wasm: 'broken' })).remedies[0]!.text).toMatch(
      /^No engine works here/,
    )
  })
})
