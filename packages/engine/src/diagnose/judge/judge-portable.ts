import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

export function judgeWasm({ facts, ending }: ProbeOutcome): Verdict {
  const name = '@tensorflow/tfjs-backend-wasm'
  if (ending.kind !== 'trained') return judgeFailure(ending, [installAnew(name)])
  const vectors = facts.simd ? 'with SIMD' : 'without SIMD, which this processor or Node lacks'
  const reason = `WebAssembly ${vectors}, on one thread (tfjs ${facts.versions[name]}).`
  return { state: 'slow', reason, remedies: [] }
}

export function judgeCpu({ facts, ending }: ProbeOutcome): Verdict {
  const name = '@tensorflow/tfjs-backend-cpu'
  if (ending.kind !== 'trained') return judgeFailure(ending, [installAnew(name)])
  const reason = `Plain JavaScript, hundreds of times slower: a reference (tfjs ${facts.versions[name]}).`
  return { state: 'slow', reason, remedies: [] }
}

function installAnew(name: string) {
  return { text: 'Install it anew', command: `npm install ${name}@4` }
}
