import { backend, ready, setBackend } from '@tensorflow/tfjs-core'
import { registerCpuKernels } from '../cpu-kernels/register'
import { EngineError } from '../errors/engine-error'
import { firstLine } from '../errors/first-line'
import { isNotInstalled } from '../errors/is-not-installed'
import { registerTensorflowKernels } from '../tensorflow/narrow-products'
import { NATIVE } from '../tensorflow/native-name'
import { importNativeTensorflow } from '../tensorflow/native-tensorflow'
import { prepareTensorflow } from '../tensorflow/prepare-tensorflow'
import { registerWasmKernels } from '../wasm-kernels/register'
import { openWebgpuBackend } from '../webgpu/webgpu-backend'
import type { BackendReport } from './backend-report'

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
  [NATIVE, importNativeTensorflow],
]

/** Native TensorFlow through tfjs-node-gpu, tfjs-node or a build of our own, whichever the user has installed. */
export async function loadTensorflow(): Promise<string | undefined> {
  const tried = await tryTensorflows()
  if (tried.at(-1)?.taken) return undefined
  return tried.map(({ name, reason }) => `${name}: ${reason}`).join(' ')
}

/** What became of each in their order; where one is taken, it is the last. */
export async function tryTensorflows(): Promise<readonly BackendReport[]> {
  await prepareTensorflow()
  const tried: BackendReport[] = []
  for (const [name, load] of TENSORFLOWS) {
    const reason = await activate('tensorflow', load, name)
    tried.push({ name, taken: !reason, reason: reason ?? 'it loads' })
    if (reason) continue
    registerTensorflowKernels()
    break
  }
  return tried
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

/** @param packageName what `load` imports, where it may not be installed */
async function activate(
  name: string,
  load: () => Promise<unknown>,
  packageName = `@tensorflow/tfjs-backend-${name}`,
): Promise<string | undefined> {
  try {
    await load()
    if (!(await setBackend(name))) return `tfjs could not start its ${name} backend.`
    await ready()
    return undefined
  } catch (error) {
    return explain(packageName, error)
  }
}

function explain(packageName: string, error: unknown): string {
  if (error instanceof EngineError) return error.message
  if (isNotInstalled(packageName, error)) return 'not installed.'
  return `did not load (${firstLine(error)}).`
}
