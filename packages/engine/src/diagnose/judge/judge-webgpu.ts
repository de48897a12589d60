import { INSTALL_WEBGPU } from '../../webgpu/install-webgpu'
import { NO_ADAPTER } from '../../webgpu/no-adapter'
import type { Remedy } from '../diagnosis'
import type { ProbeFacts, ProbeOutcome } from '../probe/probe-messages'
import { judgeFailure } from './judge-failure'
import type { Verdict } from './verdict'

const PACKAGES = ['webgpu', '@tensorflow/tfjs-backend-webgpu'] as const

export function judgeWebgpu({ facts, ending }: ProbeOutcome): Verdict {
  const missing = PACKAGES.filter((name) => !(name in facts.versions))
  if (ending.kind === 'trained' && facts.gpu?.software) {
    const reason = `No GPU, only a program on the CPU that plays one: ${facts.gpu.name}.`
    return { state: 'slow', reason, remedies: driverRemedies(facts) }
  }
  if (ending.kind === 'trained') {
    return { state: 'fast', reason: `${facts.gpu?.name} trains by WebGPU.`, remedies: [] }
  }
  if (ending.kind === 'failed' && missing.length > 0) return judgeMissing(missing, facts)
  if (ending.kind === 'failed' && ending.reason === NO_ADAPTER) {
    return { state: 'missing', reason: NO_ADAPTER, remedies: driverRemedies(facts) }
  }
  return judgeFailure(ending, [{ text: 'Install it anew', command: INSTALL_WEBGPU }])
}

function judgeMissing(missing: readonly string[], { gpuDevices }: ProbeFacts): Verdict {
  const packages = `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not installed`
  const hasNone = gpuDevices?.length === 0
  return {
    state: 'missing',
    reason: hasNone ? `This machine shows no GPU in /dev, and ${packages}.` : `${packages}.`,
    remedies: [
      ...(hasNone ? [NO_DEVICE] : []),
      { text: hasNone ? 'Then install' : 'Install', command: INSTALL_WEBGPU },
    ],
  }
}

const NO_DEVICE: Remedy = {
  text: 'A container sees a GPU only when it is handed over: docker run with --gpus all, or --device /dev/dri.',
}
const NVIDIA_DRIVER: Remedy = {
  text: "NVIDIA's driver must bring its Vulkan part; a container gets it with the variable NVIDIA_DRIVER_CAPABILITIES=all.",
}
const MESA: Remedy = {
  text: 'Install the Vulkan driver; on Debian and Ubuntu',
  command: 'apt-get install libvulkan1 mesa-vulkan-drivers',
}

/** What gives WebGPU a GPU where it sees none. */
function driverRemedies({ gpuDevices }: ProbeFacts): Remedy[] {
  if (gpuDevices === undefined) return [{ text: "Install the driver of the GPU's maker." }]
  if (gpuDevices.length === 0) return [NO_DEVICE]
  return [gpuDevices.some((name) => name.startsWith('nvidia')) ? NVIDIA_DRIVER : MESA]
}
