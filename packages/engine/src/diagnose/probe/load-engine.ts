import { backend, env } from '@tensorflow/tfjs-core'
import { loadCpu, loadWasm, loadWebgpu, tryTensorflows } from '../../backend/loaders'
import type { EngineName } from '../../engines/engine-names'
import { EngineError } from '../../errors/engine-error'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import { nativeVersion } from '../../tensorflow/native-tensorflow'
import type { TensorflowBackend } from '../../tensorflow/tensorflow-backend'
import { describeAdapter } from '../../webgpu/adapter'
import { gpuDevices } from '../../webgpu/gpu-device-file'
import { requestAdapter } from '../../webgpu/open-device'
import { installedVersions } from './installed-versions'
import type { ProbeFacts } from './probe-messages'

type Facts = AsyncGenerator<Partial<ProbeFacts>>

/**
 * Loads what an engine is made of and gives what it learns on the way, first what needs no loading.
 *
 * @throws EngineError where it cannot be loaded
 */
export function loadEngine(name: EngineName): Facts {
  return LOADERS[name]()
}

const LOADERS: Readonly<Record<EngineName, () => Facts>> = {
  async *onnx() {
    yield { versions: installedVersions('onnxruntime-node') }
    await loadOnnxRuntime()
  },

  async *tensorflow() {
    yield { versions: installedVersions('@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node') }
    yield { native: await nativeVersion() }
    const tensorflows = await tryTensorflows()
    yield { tensorflows }
    const isLoaded = tensorflows.some(({ taken }) => taken)
    requireLoaded(isLoaded ? undefined : tensorflows.map(({ reason }) => reason).join(' '))
    const { binding, isUsingGpuDevice } = backend() as TensorflowBackend
    yield { versions: { tensorflow: binding.TF_Version }, device: isUsingGpuDevice ? 'gpu' : 'cpu' }
  },

  async *webgpu() {
    const versions = installedVersions('webgpu', '@tensorflow/tfjs-backend-webgpu')
    yield { versions, gpuDevices: await gpuDevices() }
    const opened = await requestAdapter()
    keep.push(opened)
    yield { gpu: describeAdapter(opened.adapter) }
    requireLoaded(await loadWebgpu(true))
  },

  async *wasm() {
    yield { versions: installedVersions('@tensorflow/tfjs-backend-wasm') }
    requireLoaded(await loadWasm())
    yield { simd: (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) as boolean }
  },

  async *cpu() {
    yield { versions: installedVersions('@tensorflow/tfjs-backend-cpu') }
    requireLoaded(await loadCpu())
  },
}

/** To the end of the process: Dawn crashes where its objects are collected while it works. */
const keep: unknown[] = []

function requireLoaded(reason: string | undefined): void {
  if (reason !== undefined) throw new EngineError({ code: 'BACKEND_UNAVAILABLE', message: reason })
}
