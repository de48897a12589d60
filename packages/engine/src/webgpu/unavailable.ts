import { EngineError } from '../errors/engine-error'

/** Why WebGPU cannot be had, in a sentence. */
export function unavailable(message: string, cause?: unknown): EngineError {
  return new EngineError({ code: 'BACKEND_UNAVAILABLE', message, cause })
}
