import { getBackend } from '@tensorflow/tfjs-core'
import { type BackendReport, chooseBackend } from '../backend/choose-backend'
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

/** Backends that onnxruntime-node's CPU outruns. */
const SLOWER_THAN_ONNX = ['wasm', 'cpu', '']

/**
 * Makes an engine active: the one asked for, or with `auto` the fastest that loads. A backend that the caller had
 * set already is kept.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` with the reason of each candidate
 */
export async function chooseEngine(wanted: EngineName | 'auto'): Promise<ChosenEngine> {
  if (wanted === 'onnx') return await takeOnnx()
  if (wanted === 'auto' && SLOWER_THAN_ONNX.includes(getBackend() ?? '')) return await chooseFastest()
  return withBackend(wanted)
}

async function chooseFastest(): Promise<ChosenEngine> {
  try {
    return await takeOnnx()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const { considered, ...chosen } = await withBackend('auto')
    const reason = `${error.message} ${error.hint ?? ''}`.trim()
    return { ...chosen, considered: [{ name: 'onnx', taken: false, reason }, ...considered] }
  }
}

/** The model itself lies in whatever backend there is; plain JavaScript's is the quickest to start. */
async function takeOnnx(): Promise<ChosenEngine> {
  await loadOnnxRuntime()
  const { name: backend } = await chooseBackend(getBackend() ? 'auto' : 'cpu')
  return { name: 'onnx', backend, considered: [{ name: 'onnx', taken: true, reason: 'it loads' }] }
}

async function withBackend(wanted: Exclude<EngineName, 'onnx'> | 'auto'): Promise<ChosenEngine> {
  const { name, considered } = await chooseBackend(wanted)
  return { name, backend: name, considered }
}
