/** What is known of a GPU, as plain data. */
export interface GpuDescription {
  /** The driver's own name of it, else what WebGPU tells: browsers hide most. */
  readonly name: string
  readonly vendor: string
  readonly architecture: string
  /** Whether a program on the CPU plays the GPU: llvmpipe (lavapipe), SwiftShader, WARP. */
  readonly software: boolean
  /** The most bytes that one tensor may have on it. */
  readonly largestTensorBytes: number
}

const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|software|basic render|\bwarp\b/i

export function describeAdapter({ info, limits }: GPUAdapter): GpuDescription {
  const { vendor, architecture, device, description } = info
  const name =
    description || [vendor, architecture || device].filter(Boolean).join(' ') || 'a GPU without a name'
  return {
    name,
    vendor,
    architecture,
    software: info.isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' ')),
    largestTensorBytes: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
  }
}
