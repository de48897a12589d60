import type { NdArray } from '@graft-ml/core'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import { openSession } from '../../onnx/open-session'
import type { TrunkWorkerData } from './worker-messages'

/** A trunk's session on the thread that calls it, which it blocks while it runs. */
export interface OnnxRunner {
  run(images: NdArray): Promise<NdArray[]>
  release(): Promise<void>
}

export async function createOnnxRunner(data: TrunkWorkerData): Promise<OnnxRunner> {
  const { bytes, input, outputs, threads } = data
  const { Tensor } = await loadOnnxRuntime()
  const session = await openSession(bytes, threads)
  return {
    run: async ({ data, shape }) => {
      const results = await session.run({ [input]: new Tensor('float32', data, shape) })
      return outputs.map((name) => ({ data: results[name].data as Float32Array, shape: results[name].dims }))
    },
    release: () => session.release(),
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
