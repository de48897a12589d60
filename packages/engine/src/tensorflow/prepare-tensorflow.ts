export interface TensorflowSettings {
  /** Threads of one operation. Default: TensorFlow's own choice, one for each core. */
  readonly threads?: number
}

/**
 * Sets what TensorFlow reads once, when it is loaded; what the user has set stays. Call it before tfjs-node is
 * imported, in the main thread: in a worker the environment is a copy that TensorFlow does not see.
 */
export async function prepareTensorflow({ threads }: TensorflowSettings = {}): Promise<void> {
  const { env } = process
  // Without this every result of some megabytes is memory fresh from the system, which costs several times as much
  // as the arithmetic on it. With it TensorFlow keeps its memory and uses it again.
  env.TF_CPU_ALLOCATOR_USE_BFC ??= 'true'
  // TensorFlow's own choice is oneDNN on newer processors only; gradients of convolutions are twice as fast on others.
  env.TF_ENABLE_ONEDNN_OPTS ??= '1'
  if (threads !== undefined) env.TF_NUM_INTRAOP_THREADS ??= String(threads)
  // Warnings and errors only: each start would tell which instructions the processor has.
  env.TF_CPP_MIN_LOG_LEVEL ??= '1'
  await restoreOldUtilities()
}

/** tfjs-node 4.22 calls two functions that Node 23 has removed. */
async function restoreOldUtilities(): Promise<void> {
  const { createRequire } = await import('node:module')
  const utilities: Record<string, unknown> = createRequire(import.meta.url)('node:util')
  utilities.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  utilities.isArray ??= Array.isArray
}
