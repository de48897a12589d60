import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core'
import { mayHaveGpu } from './gpu-device-file'
import { guardBackend } from './guard-backend'
import { type OpenDevice, openDevice } from './open-device'
import { failureOf } from './open-gpu'
import { registerWebgpuKernels } from './register'
import { unavailable } from './unavailable'
import type { WebgpuBackend } from './webgpu-program'

export interface OpenWebgpuOptions {
  /** Whether a program on the CPU that plays a GPU will do. */
  readonly acceptSoftware: boolean
}

/**
 * Registers tfjs's `webgpu` backend on a device of our own, its kernels mended for training. One that is open
 * already stays.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE`
 */
export async function openWebgpuBackend({ acceptSoftware }: OpenWebgpuOptions): Promise<void> {
  if (!openBackend()) {
    if (!acceptSoftware && !(await mayHaveGpu())) throw unavailable('this machine shows no GPU in /dev.')
    const { WebGPUBackend } = await loadTfjsBackend()
    const opened = await openDevice({ acceptSoftware })
    const backend = makeBackend(opened, WebGPUBackend)
    if (engine().registryFactory.webgpu) removeBackend('webgpu')
    registerBackend('webgpu', () => backend, 3)
  }
  registerWebgpuKernels()
  const backend = openBackend()
  if (backend) guardBackend(backend)
}

/**
 * Destroys the GPU device and everything on it, where one is open. Afterwards nothing of it keeps the process alive.
 */
export async function releaseWebgpuBackend(): Promise<void> {
  const backend = openBackend()
  if (!backend) return
  removeBackend('webgpu')
  // Dawn works on until the loss is told: a process that ends before may crash.
  await backend.device.lost
}

function openBackend(): WebgpuBackend | undefined {
  return engine().registry.webgpu as WebgpuBackend | undefined
}

type BackendClass = new (device: GPUDevice, info: GPUAdapterInfo) => WebgpuBackend

async function loadTfjsBackend(): Promise<{ WebGPUBackend: BackendClass }> {
  try {
    const loaded: unknown = await import('@tensorflow/tfjs-backend-webgpu')
    const { WebGPUBackend, default: whole } = loaded as {
      WebGPUBackend?: BackendClass
      default?: { WebGPUBackend: BackendClass }
    }
    // It is CommonJS in Node: its names may be on `default` alone.
    return { WebGPUBackend: WebGPUBackend ?? whole!.WebGPUBackend }
  } catch (cause) {
    const name = '@tensorflow/tfjs-backend-webgpu'
    throw unavailable(`${name} ${failureOf(name, cause)}`, cause)
  }
}

function makeBackend({ gpu, device, info }: OpenDevice, Backend: BackendClass): WebgpuBackend {
  const backend = withNavigator(gpu, () => new Backend(device, info))
  guardBackend(backend)
  return Object.assign(backend, { gpu })
}

/** tfjs looks for WebGPU on `navigator`; Node's (or its absence) stays as it was. */
function withNavigator<Result>(gpu: GPU, make: () => Result): Result {
  const { navigator } = globalThis as { navigator?: Navigator }
  if (navigator?.gpu) return make()
  const [owner, name, value] = navigator ? [navigator, 'gpu', gpu] : [globalThis, 'navigator', { gpu }]
  Object.defineProperty(owner, name, { value, configurable: true })
  try {
    return make()
  } finally {
    Reflect.deleteProperty(owner, name)
  }
}
