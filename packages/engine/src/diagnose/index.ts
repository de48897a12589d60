export { ENGINES, type EngineName } from '../engines/engine-names'
export { type DiagnoseOptions, diagnose } from './diagnose'
export type {
  Diagnosis,
  EngineChoice,
  EngineDiagnosis,
  EngineFacts,
  EngineState,
  Remedy,
} from './diagnosis'
