import type { Context } from './context'
import { NativeError } from './native-error'
import { lastLines, runTool } from './tools/run-tool'

/** What a binding says of itself. */
export interface BindingFacts {
  readonly tensorflow: string
  readonly gpu: boolean
}

// Squares [[1, 2], [3, 4]] by TensorFlow, in a process of its own: a broken library may end it.
const PROGRAM = `
const binding = require(process.argv[1])
const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
const matrix = binding.createTensor([2, 2], binding.TF_FLOAT, Float32Array.of(1, 2, 3, 4))
const [{ id }] = binding.executeOp('MatMul', [type], [matrix, matrix], 1)
const product = [...binding.tensorDataSync(id)]
console.log(JSON.stringify({ tensorflow: binding.TF_Version, gpu: binding.isUsingGpuDevice(), product }))
`

/**
 * Loads a binding and computes with it.
 *
 * @throws NativeError `DOES_NOT_LOAD`
 */
export async function checkBinding(context: Context, binding: string): Promise<BindingFacts> {
  const quiet = { ...context, environment: { TF_CPP_MIN_LOG_LEVEL: '2', ...context.environment } }
  const { outcome, stdout, output } = await runTool(quiet, process.execPath, ['-e', PROGRAM, binding])
  const { product, ...facts } = (outcome === 'done' && lastJson(stdout)) || { product: [] }
  if (String(product) === '7,10,15,22') return facts as BindingFacts
  throw new NativeError({
    code: 'DOES_NOT_LOAD',
    message: `The binding ${binding} does not compute here:\n${lastLines(output)}\n`,
    hint: 'TensorFlow needs a processor with AVX; for a GPU, a driver for CUDA 12 (525 or later).',
  })
}

function lastJson(text: string): { product: number[] } & Partial<BindingFacts> {
  return JSON.parse(text.trim().split('\n').at(-1)!)
}
