import { backend, ready, setBackend } from '@tensorflow/tfjs-core'
import { registerCpuKernels } from '../cpu-kernels/register'
import { EngineError } from '../errors/engine-error'
import { registerTensorflowKernels } from '../tensorflow/narrow-products'
import { importNativeTensorflow } from '../tensorflow/native-tensorflow'
import { prepareTensorflow } from '../tensorflow/prepare-tensorflow'
import { registerWasmKernels } from '../wasm-kernels/register'
import { openWebgpuBackend } from '../webgpu/webgpu-backend'

/**
 * Makes a backend active; gives the reason in a sentence where it cannot. `asked`: it was named, and not come upon by
 * `auto`, which takes no software renderer for a GPU.
 */
export type BackendLoader = (asked: boolean) => Promise<string | undefined>

/** Any maker's GPU through WebGPU: the browser's, or Dawn from npm's `webgpu`. */
export function loadWebgpu(asked: boolean): Promise<string | undefined> {
  return activate('webgpu', () => openWebgpuBackend({ acceptSoftware: asked }))
}

/** How native TensorFlow may have come to a machine, what can use a GPU first. */
const TENSORFLOWS: readonly (readonly [name: string, load: () => Promise<unknown>])[] = [
  ...['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'].map(
    (name) => [name, () => import(/* @vite-ignore */ name)] as const,
  ),
  ['npm run native', importNativeTensorflow],
]

/** Native TensorFlow through tfjs-node-gpu, tfjs-node or a build of our own, whichever the user has installed. */
export async function loadTensorflow(): Promise<string | undefined> {
  await prepareTensorflow()
  const reasons: string[] = []
  for (const [name, load] of TENSORFLOWS) {
    const reason = await activate('tensorflow', load)
    if (!reason) {
      registerTensorflowKernels()
      return undefined
    }
    reasons.push(`${name}: ${reason}`)
  }
  return reasons.join(' ')
}

/** WebAssembly with SIMD, one thread, from npm alone. */
export async function loadWasm(): Promise<string | undefined> {
  const reason = await activate('wasm', () => import('@tensorflow/tfjs-backend-wasm'))
  if (!reason) registerWasmKernels()
  return reason
}

/** Plain JavaScript: runs everywhere, slowly. */
export async function loadCpu(): Promise<string | undefined> {
  const reason = await activate('cpu', () => import('@tensorflow/tfjs-backend-cpu'))
  if (reason) return reason
  registerCpuKernels()
  // tfjs would print a banner at the first use; the engine says by itself what was not taken, and why.
  Object.assign(backend(), { firstUse: false })
  return undefined
}

const MENDERS: Readonly<Record<string, () => void | Promise<void>>> = {
  webgpu: () => openWebgpuBackend({ acceptSoftware: true }),
  tensorflow: registerTensorflowKernels,
  wasm: registerWasmKernels,
  cpu: registerCpuKernels,
}

/** Gives a backend that the caller made active what its loader here would have given it. Others stay as they are. */
export async function mendActiveBackend(name: string): Promise<void> {
  if (Object.hasOwn(MENDERS, name)) await MENDERS[name]!()
}

async function activate(name: string, load: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await load()
    if (!(await setBackend(name))) return `tfjs could not start its ${name} backend.`
    await ready()
    return undefined
  } catch (error) {
    return explain(error)
  }
}

/** The first line of what went wrong: native modules answer with a page. */
function explain(error: unknown): string {
  if (error instanceof EngineError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'not installed.'
  return `did not load (${String(message ?? error)
    .split('\n')[0]
    .trim()}).`
}
