/** Where the arithmetic can run, the fastest on a CPU first. */
export const ENGINES = ['onnx', 'tensorflow', 'webgpu', 'wasm', 'cpu'] as const
/**
 * The name of an engine.
 *
 * @useDeclaredType
 */
export type EngineName = (typeof ENGINES)[number]
