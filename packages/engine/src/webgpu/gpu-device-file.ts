/** Device files by which Linux gives programs a GPU: DRM, NVIDIA, WSL, phones and boards. */
const GPU_DEVICE = /^(dri|dxg|nvidia\d+|kgsl-3d0|mali\d*)$/

/**
 * Whether there may be a GPU here. On Linux without any such device file there is none, and asking Vulkan would cost
 * 100 ms, 60 MB and warnings on stderr; elsewhere only WebGPU itself can tell.
 */
export async function mayHaveGpu(): Promise<boolean> {
  return (await gpuDevices())?.length !== 0
}

/** The device files of GPUs; undefined where the system has none such. */
export async function gpuDevices(): Promise<string[] | undefined> {
  if (globalThis.process?.platform !== 'linux') return undefined
  const { readdir } = await import('node:fs/promises')
  return (await readdir('/dev')).filter((name) => GPU_DEVICE.test(name))
}
