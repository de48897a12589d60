import { getBackend } from '@tensorflow/tfjs-core'
import type { BackendReport } from '../backend/backend-report'
import { chooseBackend } from '../backend/choose-backend'
import { loadWebgpu } from '../backend/loaders'
import { EngineError } from '../errors/engine-error'
import { loadOnnxRuntime } from '../onnx/load-onnx-runtime'
import type { EngineName } from './engine-names'

/** The engine in use and how it came to be. */
export interface ChosenEngine {
  /** An engine of ours, or the name of a backend that the caller had set. */
  readonly name: string
  /** The tfjs backend in use. */
  readonly backend: string
  readonly considered: readonly BackendReport[]
}

/** Backends that onnxruntime-node's CPU outruns; tfjs gives undefined before one is set. */
const SLOWER_THAN_ONNX: readonly (string | undefined)[] = ['wasm', 'cpu', undefined]

/**
 * Makes an engine active: the one asked for, or with `auto` the fastest that loads. A backend that the caller had
 * set already is kept.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` with the reason of each candidate
 */
export async function chooseEngine(wanted: EngineName | 'auto'): Promise<ChosenEngine> {
  if (wanted === 'onnx') return requireOnnx(await takeOnnx())
  if (wanted === 'auto' && SLOWER_THAN_ONNX.includes(getBackend())) return await chooseFastest()
  return withBackend(wanted)
}

/** A GPU, else onnxruntime on the CPU, else whatever loads. */
async function chooseFastest(): Promise<ChosenEngine> {
  const rejected: BackendReport[] = []
  for (const take of [takeGpu, takeOnnx]) {
    const taken = await take()
    if (!('reason' in taken)) return { ...taken, considered: [...rejected, ...taken.considered] }
    rejected.push(taken)
  }
  const chosen = await withBackend('auto')
  return { ...chosen, considered: [...rejected, ...chosen.considered] }
}

async function takeGpu(): Promise<ChosenEngine | BackendReport> {
  const reason = await loadWebgpu(false)
  if (reason !== undefined) return { name: 'webgpu', taken: false, reason }
  return {
    name: 'webgpu',
    backend: 'webgpu',
    considered: [{ name: 'webgpu', taken: true, reason: 'it loads' }],
  }
}

/** The model itself lies in whatever backend there is; plain JavaScript's is the quickest to start. */
async function takeOnnx(): Promise<ChosenEngine | BackendReport> {
  try {
    await loadOnnxRuntime()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { name: 'onnx', taken: false, reason: error.message }
  }
  const { name: backend } = await chooseBackend(getBackend() ? 'auto' : 'cpu')
  return { name: 'onnx', backend, considered: [{ name: 'onnx', taken: true, reason: 'it loads' }] }
}

function requireOnnx(taken: ChosenEngine | BackendReport): ChosenEngine {
  if (!('reason' in taken)) return taken
  throw new EngineError({ code: 'BACKEND_UNAVAILABLE', message: taken.reason })
}

async function withBackend(wanted: Exclude<EngineName, 'onnx'> | 'auto'): Promise<ChosenEngine> {
  const { name, considered } = await chooseBackend(wanted)
  return { name, backend: name, considered }
}
