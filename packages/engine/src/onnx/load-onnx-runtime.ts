import type * as OnnxRuntime from 'onnxruntime-node'
import { EngineError } from '../errors/engine-error'

/**
 * Loads onnxruntime-node where the user has installed it.
 *
 * @throws EngineError `TRUNK_UNAVAILABLE` with the way to install it
 */
export async function loadOnnxRuntime(): Promise<typeof OnnxRuntime> {
  try {
    const loaded: typeof OnnxRuntime & { default?: typeof OnnxRuntime } = await import('onnxruntime-node')
    // It is CommonJS: its names are on `default` in Node, on the module itself in some bundles.
    return loaded.default ?? loaded
  } catch (error) {
    throw unavailable(error)
  }
}

function unavailable(cause: unknown): EngineError {
  const missing = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(codeOf(cause))
  return new EngineError({
    code: 'TRUNK_UNAVAILABLE',
    message: missing
      ? 'onnxruntime-node is not installed.'
      : `onnxruntime-node does not load here: ${firstLine(cause)}.`,
    hint: 'Install it with: npm install onnxruntime-node (where its download host is blocked: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node).',
    cause,
  })
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code)
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0]
}
