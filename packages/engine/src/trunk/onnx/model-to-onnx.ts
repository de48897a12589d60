import type { LayersModel } from '@tensorflow/tfjs-layers'
import { traceModel } from '../../graph/trace'
import { planTrunk } from '../../plan/plan-trunk'
import { requirePlan } from '../prepare-trunk'
import { type OnnxModel, planToOnnx } from './plan-to-onnx'

/**
 * A whole model as an ONNX file, as it computes in inference: for onnxruntime in any language, or in a browser.
 *
 * @returns the file, and the names of its input [N, height, width, channels] and of its outputs
 * @throws EngineError `TRUNK_UNAVAILABLE` where the model has several inputs or a layer has no operation of its own
 */
export async function modelToOnnx(model: LayersModel): Promise<OnnxModel> {
  return planToOnnx(requirePlan(await planTrunk(traceModel(model))), 'outputs')
}
