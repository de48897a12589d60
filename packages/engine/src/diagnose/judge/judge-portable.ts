import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

export function judgeWasm({ facts, ending }: ProbeOutcome): Verdict {
  const name = '@tensorflow/tfjs-backend-wasm'
  if (ending.kind !== 'trained') return judgeFailure(ending, [installAnew(name)])
  const vectors = facts.simd ? 'with SIMD' : 'without SIMD, which this processor or Node lacks'
  const reason = `WebAssembly (tfjs ${facts.versions[name]}) ${vectors}, on one thread.`
  return { state: 'slow', reason, remedies: [] }
}

export function judgeCpu({ facts, ending }: ProbeOutcome): Verdict {
  const name = '@tensorflow/tfjs-backend-cpu'
  if (ending.kind !== 'trained') return judgeFailure(ending, [installAnew(name)])
  const reason = `Plain JavaScript (tfjs ${facts.versions[name]}), hundreds of times slower.`
  return { state: 'slow', reason, remedies: [] }
}

function installAnew(name: string) {
  return { text: 'Install it anew', command: `npm install ${name}@4` }
}
