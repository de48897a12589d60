import { describeAdapter, type GpuDescription } from './adapter'
import { NO_ADAPTER } from './no-adapter'
import { openGpu } from './open-gpu'
import { unavailable } from './unavailable'

/** A GPU opened for arithmetic. */
export interface OpenDevice {
  readonly device: GPUDevice
  readonly info: GPUAdapterInfo
  readonly description: GpuDescription
  /** Dawn crashes the process where this is collected before the device is destroyed. */
  readonly gpu: GPU
}

/** What tfjs needs beyond WebGPU's defaults, as far as the GPU goes. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeInvocationsPerWorkgroup',
] as const

const FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'bgra8unorm-storage']

/**
 * The fastest adapter, without opening it.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE`
 */
export async function requestAdapter(): Promise<{ gpu: GPU; adapter: GPUAdapter }> {
  const gpu = await openGpu()
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw unavailable(NO_ADAPTER)
  return { gpu, adapter }
}

/** @throws EngineError `BACKEND_UNAVAILABLE`, also for a software renderer unless `acceptSoftware` */
export async function openDevice({ acceptSoftware }: { acceptSoftware: boolean }): Promise<OpenDevice> {
  const { gpu, adapter } = await requestAdapter()
  const description = describeAdapter(adapter)
  if (description.software && !acceptSoftware) {
    throw unavailable(`the only adapter is a program on the CPU, not a GPU (${description.name}).`)
  }
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  })
  return { device, info: adapter.info, description, gpu }
}
