import type { Engine } from '@graft-ml/engine'

const SLOW = ['wasm', 'cpu']

/** What to say where a faster engine was looked for and not found; undefined where all is well, or as asked for. */
export function fasterEngine({ name, considered }: Pick<Engine, 'name' | 'considered'>): string | undefined {
  const onnx = considered.find((candidate) => candidate.name === 'onnx')
  if (!SLOW.includes(name) || !onnx) return undefined
  return `This could be several times faster: ${onnx.reason}`
}
