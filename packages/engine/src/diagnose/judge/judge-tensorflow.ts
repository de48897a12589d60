import { NATIVE } from '../../tensorflow/native-name'
import type { Remedy } from '../diagnosis'
import type { ProbeEnding, ProbeFacts, ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const

const BUILD: Remedy = {
  text: "Where its installer's host does not answer, in a checkout of Graft",
  command: NATIVE,
}
const BUILD_AGAIN: Remedy = {
  text: 'Build it again, in a checkout of Graft',
  command: `${NATIVE} -- --force`,
}
const INSTALL: readonly Remedy[] = [
  { text: 'Install it', command: 'npm install @tensorflow/tfjs-node' },
  { text: 'With an NVIDIA GPU, CUDA 11 and cuDNN 8', command: 'npm install @tensorflow/tfjs-node-gpu' },
  BUILD,
]

export function judgeTensorflow({ facts, ending }: ProbeOutcome): Verdict {
  if (ending.kind === 'trained') {
    const where = facts.device === 'gpu' ? 'GPU' : 'CPU'
    const by = facts.tensorflows?.at(-1)?.name
    return {
      state: 'fast',
      reason: `TensorFlow ${facts.versions.tensorflow} trains on the ${where} (${by}).`,
      remedies: [],
    }
  }
  const installed = installedOf(facts)
  if (ending.kind === 'failed' && installed.length === 0) {
    return { state: 'missing', reason: 'Native TensorFlow is not installed.', remedies: INSTALL }
  }
  return judgeFailure(withoutMissing(ending, facts, installed), repair(installed))
}

function installedOf({ versions, native }: ProbeFacts): string[] {
  const packages: string[] = PACKAGES.filter((name) => name in versions)
  return native === undefined ? packages : [...packages, NATIVE]
}

/** Of what could not be loaded, what is installed. */
function withoutMissing(
  ending: ProbeEnding,
  { tensorflows = [] }: ProbeFacts,
  installed: readonly string[],
): ProbeEnding {
  const failed = tensorflows.filter(({ name, taken }) => !taken && installed.includes(name))
  if (ending.kind !== 'failed' || tensorflows.some(({ taken }) => taken) || failed.length === 0) return ending
  return { kind: 'failed', reason: failed.map(({ name, reason }) => `${name}: ${reason}`).join(' ') }
}

function repair(installed: readonly string[]): Remedy[] {
  const rebuild = PACKAGES.filter((name) => installed.includes(name)).map((name) => ({
    text: 'Fetch its binding again',
    command: `npm rebuild ${name}`,
  }))
  return [...rebuild, installed.includes(NATIVE) ? BUILD_AGAIN : BUILD]
}
