import { firstLine } from '../errors/first-line'
import { isNotInstalled } from '../errors/is-not-installed'
import { INSTALL_WEBGPU } from './install-webgpu'
import { unavailable } from './unavailable'

/**
 * WebGPU's entry point: the browser's own (or one that the caller has put on `navigator`), else Dawn from npm's
 * `webgpu`.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE`
 */
export async function openGpu(): Promise<GPU> {
  const present = (globalThis.navigator as Navigator | undefined)?.gpu
  if (present) return present
  if (globalThis.process?.versions?.node === undefined) {
    throw unavailable('this browser has no WebGPU, or it is switched off for this page.')
  }
  const { create, globals } = await loadDawn()
  // tfjs reads GPUBufferUsage and its like as globals, as a browser has them.
  Object.assign(globalThis, globals)
  return create(dawnOptions(process.platform))
}

/** Dawn's own choice but on Linux, where it would go on to OpenGL. */
export function dawnOptions(platform: string): string[] {
  return platform === 'linux' ? ['backend=vulkan'] : []
}

async function loadDawn(): Promise<typeof import('webgpu')> {
  // By a variable: a bundler for browsers must not look for a native module.
  const name = 'webgpu'
  try {
    return await import(/* @vite-ignore */ name)
  } catch (cause) {
    throw unavailable(`webgpu ${failureOf(name, cause)}`, cause)
  }
}

/** What to say of a package that cannot be imported. */
export function failureOf(name: string, error: unknown): string {
  if (isNotInstalled(name, error)) return `is not installed (${INSTALL_WEBGPU}).`
  return `did not load (${firstLine(error)}).`
}
