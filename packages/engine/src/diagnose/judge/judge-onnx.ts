import type { Remedy } from '../diagnosis'
import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

/** Its script fetches files for CUDA, which the engine does not use, and fails where their host does not answer. */
const COMMAND = 'npm install --ignore-scripts onnxruntime-node'
const INSTALL: Remedy = { text: 'Install it', command: COMMAND }
const INSTALL_ANEW: Remedy = { text: 'Install it anew', command: `${COMMAND}@latest` }

export function judgeOnnx({ facts, ending }: ProbeOutcome): Verdict {
  const { 'onnxruntime-node': version } = facts.versions
  if (ending.kind === 'trained') {
    return { state: 'fast', reason: `onnxruntime-node ${version} trains on the CPU.`, remedies: [] }
  }
  if (ending.kind === 'failed' && !('onnxruntime-node' in facts.versions)) {
    return { state: 'missing', reason: 'onnxruntime-node is not installed.', remedies: [INSTALL] }
  }
  return judgeFailure(ending, [INSTALL_ANEW])
}
