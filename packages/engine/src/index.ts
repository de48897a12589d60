/**
 * Where the arithmetic of transfer learning runs.
 *
 * @module @graft-ml/engine
 */

export type { BackendReport } from './backend/backend-report'
export { createEngine, type EngineOptions } from './create-engine'
export { type DiagnoseOptions, diagnose } from './diagnose/diagnose'
export type {
  Diagnosis,
  EngineChoice,
  EngineDiagnosis,
  EngineFacts,
  EngineState,
  Remedy,
} from './diagnose/diagnosis'
export type { Engine, PreparedModel, TrainingSpecification } from './engine'
export { ENGINES, type EngineName } from './engines/engine-names'
export { EngineError, type EngineErrorCode } from './errors/engine-error'
export type { PreparedStep } from './step/prepare-step'
export type { RandomLayerState } from './step/random-layers'
export type { StepResult, StepState, TrainingStep, WeightSnapshot } from './step/training-step'
export { modelToOnnx } from './trunk/onnx/model-to-onnx'
export type { OnnxModel } from './trunk/onnx/plan-to-onnx'
export { trunkToOnnx } from './trunk/onnx/trunk-to-onnx'
export type { PreparedTrunk } from './trunk/prepare-trunk'
export type { Recycle, Trunk } from './trunk/trunk'
export type { GpuDescription } from './webgpu/adapter'
