/**
 * What works on this machine, without loading tfjs. For Node.
 *
 * @module @graft-ml/engine/diagnose
 */

export { ENGINES, type EngineName } from '../engines/engine-names'
export type { GpuDescription } from '../webgpu/adapter'
export { type DiagnoseOptions, diagnose } from './diagnose'
export type {
  Diagnosis,
  EngineChoice,
  EngineDiagnosis,
  EngineFacts,
  EngineState,
  Remedy,
} from './diagnosis'
