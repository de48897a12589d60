export { type DiagnoseOptions, diagnose } from './diagnose'
export type {
  Diagnosis,
  EngineChoice,
  EngineDiagnosis,
  EngineFacts,
  EngineState,
  Remedy,
} from './diagnosis'
