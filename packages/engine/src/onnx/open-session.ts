import type { InferenceSession } from 'onnxruntime-node'
import { loadOnnxRuntime } from './load-onnx-runtime'

/**
 * An onnxruntime session on the CPU.
 *
 * @param threads share one operation
 * @throws EngineError `TRUNK_UNAVAILABLE` where onnxruntime-node does not load
 */
export async function openSession(bytes: Uint8Array, threads: number): Promise<InferenceSession> {
  const { InferenceSession } = await loadOnnxRuntime()
  return InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    // A pattern is one more piece of memory for each size of batch, beside what the first batch of that size took.
    enableMemPattern: false,
    // Threads that wait by spinning take the cores from those that decode pictures.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    intraOpNumThreads: threads,
  })
}
