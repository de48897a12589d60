import type { BackendReport } from '../../backend/backend-report'
import type { EngineChoice, EngineDiagnosis, Remedy } from '../diagnosis'
import type { ProbeEnding } from '../probe/probe-messages'
import { describeFailure } from './judge-failure'

/** What speaks for an engine that `createEngine()` takes. */
const MERITS: Readonly<Record<string, string>> = {
  webgpu: 'which trains on the GPU',
  onnx: 'the fastest on a CPU',
  tensorflow: 'the fastest that loads',
  wasm: 'which is slow but always here',
  cpu: 'which is very slow but always here',
}

export function judgeChoice(ending: ProbeEnding, engines: readonly EngineDiagnosis[]): EngineChoice {
  if (ending.kind !== 'chosen') {
    const reason = `createEngine() fails here. ${describeFailure(ending)}`
    return { reason, considered: [], remedies: nameAnother(engines) }
  }
  const { engine, considered } = ending
  const taken = engines.find(({ name }) => name === engine)
  const works = taken?.usable
  return {
    engine,
    reason: `createEngine() takes ${engine}, ${works ? MERITS[engine] : 'which loads but does not train here'}${passedOver(considered)}.`,
    considered,
    remedies: works ? speedUp(taken, engines) : nameAnother(engines),
  }
}

/** What comes before the one that is taken, and why not. */
function passedOver(considered: readonly BackendReport[]): string {
  const passed = new Map(considered.filter(({ taken }) => !taken).map(({ name, reason }) => [name, reason]))
  const [first, ...others] = passed.keys()
  if (first === undefined) return ''
  if (others.length === 0) return `: ${first} would come first, but ${withoutStop(passed.get(first)!)}`
  return `: ${[first, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)} would come first, but do not load`
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

/** The one package that makes any machine train at its speed. */
function speedUp(taken: EngineDiagnosis, engines: readonly EngineDiagnosis[]): Remedy[] {
  const onnx = engines.find(({ name }) => name === 'onnx')
  const install = onnx?.state === 'missing' ? onnx.remedies[0] : undefined
  return taken.state === 'slow' && install ? [{ ...install, text: 'For full speed' }] : []
}

function nameAnother(engines: readonly EngineDiagnosis[]): Remedy[] {
  const best = engines.find(({ state }) => state === 'fast') ?? engines.find(({ usable }) => usable)
  if (!best) return [{ text: 'No engine works here: see what each of them needs.' }]
  return [{ text: `Name an engine that works: createEngine({ engine: '${best.name}' }).` }]
}
