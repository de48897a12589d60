import { tf } from '../wasm-kernels/test-backends'
import { openWebgpuBackend } from './webgpu-backend'

/** Makes any adapter tfjs's backend, a software renderer too; gives why not where there is none. */
export async function whyNoWebgpu(): Promise<string | undefined> {
  try {
    await openWebgpuBackend({ acceptSoftware: true })
    await tf.setBackend('webgpu')
    return undefined
  } catch (error) {
    const { message } = error as Error
    console.log(`Skipped, no WebGPU here: ${message}`)
    return message
  }
}
