import { getBackend } from '@tensorflow/tfjs-core'
import { EngineError } from '../errors/engine-error'
import type { BackendReport } from './backend-report'
import {
  type BackendLoader,
  loadCpu,
  loadTensorflow,
  loadWasm,
  loadWebgpu,
  mendActiveBackend,
} from './loaders'

/** The backends that Graft loads itself. */
export const BACKENDS = ['webgpu', 'tensorflow', 'wasm', 'cpu'] as const
export type BackendName = (typeof BACKENDS)[number]

/** The backend in use and how it came to be. */
export interface ChosenBackend {
  readonly name: string
  readonly considered: readonly BackendReport[]
}

const LOADERS: Record<BackendName, BackendLoader> = {
  webgpu: loadWebgpu,
  tensorflow: loadTensorflow,
  wasm: loadWasm,
  cpu: loadCpu,
}

/**
 * Makes a tfjs backend active: the one asked for, or with `auto` the one that the caller had set already,
 * else the first that loads: a real GPU by WebGPU, native TensorFlow, wasm, cpu.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` with the reason of each candidate.
 */
export async function chooseBackend(wanted: BackendName | 'auto'): Promise<ChosenBackend> {
  const active = getBackend()
  if (wanted === 'auto' && active) {
    await mendActiveBackend(active)
    return {
      name: active,
      considered: [{ name: active, taken: true, reason: 'it was active already' }],
    }
  }
  const considered: BackendReport[] = []
  for (const name of wanted === 'auto' ? BACKENDS : [wanted]) {
    const failure = await LOADERS[name](wanted !== 'auto')
    considered.push({ name, taken: !failure, reason: failure ?? 'it loads' })
    if (!failure) return { name, considered }
  }
  throw new EngineError({
    code: 'BACKEND_UNAVAILABLE',
    message: `No backend could be loaded. ${considered.map(({ name, reason }) => `${name}: ${reason}`).join(' ')}`,
    hint:
      wanted === 'auto'
        ? 'Reinstall @graft-ml/engine: wasm and cpu come with it.'
        : "Use engine: 'auto' to take whatever loads.",
  })
}
