import type { Remedy } from '../diagnosis'
import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

const INSTALL: Remedy = { text: 'Install it', command: 'npm install onnxruntime-node' }
const INSTALL_ANEW: Remedy = { text: 'Install it anew', command: 'npm install onnxruntime-node@latest' }
/** Its installer fetches files for CUDA on this one platform, which the engine does not use. */
const INSTALL_WITHOUT_CUDA: Remedy = {
  text: 'Where the host of its CUDA files does not answer',
  command: 'ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node',
}
const FETCHES_CUDA = process.platform === 'linux' && process.arch === 'x64'

export function judgeOnnx({ facts, ending }: ProbeOutcome): Verdict {
  const { 'onnxruntime-node': version } = facts.versions
  if (ending.kind === 'trained') {
    return { state: 'fast', reason: `onnxruntime-node ${version} trains on the CPU.`, remedies: [] }
  }
  if (ending.kind === 'failed' && !('onnxruntime-node' in facts.versions)) {
    const remedies = FETCHES_CUDA ? [INSTALL, INSTALL_WITHOUT_CUDA] : [INSTALL]
    return { state: 'missing', reason: 'onnxruntime-node is not installed.', remedies }
  }
  return judgeFailure(ending, [INSTALL_ANEW])
}
