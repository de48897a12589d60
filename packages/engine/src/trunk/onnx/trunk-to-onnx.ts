import type { LayersModel } from '@tensorflow/tfjs-layers'
import { splitForTraining } from '../../graph/split'
import { traceModel } from '../../graph/trace'
import { planTrunk } from '../../plan/plan-trunk'
import { requirePlan } from '../prepare-trunk'
import { type OnnxModel, planToOnnx } from './plan-to-onnx'

/**
 * The frozen beginning of a model as the ONNX file that the engine `onnx` runs: to look at, to profile, to run
 * elsewhere.
 *
 * @returns the file, and the names of its input [N, height, width, channels] and of its outputs, channels last
 * @throws EngineError `UNSUPPORTED_MODEL` for a model of several inputs, `TRUNK_UNAVAILABLE` where a frozen layer has
 *   no operation of its own
 */
export async function trunkToOnnx(model: LayersModel): Promise<OnnxModel> {
  const { trunk } = splitForTraining(traceModel(model))
  return planToOnnx(requirePlan(await planTrunk(trunk)))
}
