import type { EngineName } from '../../engines/engine-names'
import type { EngineDiagnosis } from '../diagnosis'
import type { ProbeOutcome } from '../probe/probe-messages'
import { judgeOnnx } from './judge-onnx'
import { judgeCpu, judgeWasm } from './judge-portable'
import { judgeTensorflow } from './judge-tensorflow'
import { judgeWebgpu } from './judge-webgpu'
import type { Verdict } from './verdict'

const JUDGES: Readonly<Record<EngineName, (outcome: ProbeOutcome) => Verdict>> = {
  onnx: judgeOnnx,
  tensorflow: judgeTensorflow,
  webgpu: judgeWebgpu,
  wasm: judgeWasm,
  cpu: judgeCpu,
}

export function judgeEngine(name: EngineName, outcome: ProbeOutcome): EngineDiagnosis {
  const { state, reason, remedies } = JUDGES[name](outcome)
  const usable = state === 'fast' || state === 'slow'
  const { versions, gpu, device, simd } = outcome.facts
  return { name, state, usable, reason, remedies, versions, gpu, device, simd }
}
