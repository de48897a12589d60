import { INSTALL_ONNX } from '../../onnx/install-command'
import type { Remedy } from '../diagnosis'
import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

const INSTALL: Remedy = { text: 'Install it', command: INSTALL_ONNX }
const INSTALL_ANEW: Remedy = { text: 'Install it anew', command: `${INSTALL_ONNX}@latest` }

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
