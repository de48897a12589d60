import type * as OnnxRuntime from 'onnxruntime-node'
import { EngineError } from '../errors/engine-error'
import { firstLine } from '../errors/first-line'
import { isNotInstalled } from '../errors/is-not-installed'
import { INSTALL_ONNX } from './install-command'

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
  return new EngineError({
    code: 'TRUNK_UNAVAILABLE',
    message: isNotInstalled('onnxruntime-node', cause)
      ? 'onnxruntime-node is not installed.'
      : `onnxruntime-node does not load here: ${firstLine(cause)}.`,
    hint: `Install it with: ${INSTALL_ONNX}.`,
    cause,
  })
}
