import { join } from 'node:path'
import { checkBinding } from '../check-binding'
import type { Context } from '../context'
import { checkSpace } from '../machine/check-space'
import type { Device } from '../machine/detect-device'
import { bindingPath, installTfjsNode, type TfjsNode } from '../project/npm-project'
import { findCompiler } from '../tools/find-compiler'
import { findPython } from '../tools/find-python'
import { compileBinding } from '../wheel/compile-binding'
import { installWheel } from '../wheel/install-wheel'
import { prune } from '../wheel/prune'
import type { Built } from './built'

const NAME: TfjsNode = '@tensorflow/tfjs-node'

/**
 * tfjs-node's binding, built against TensorFlow's wheel. For a GPU too: only the wheel differs.
 *
 * @throws NativeError `MISSING_TOOL`, `NO_SPACE`, `INSTALL_FAILED`, `DOES_NOT_LOAD`
 */
export async function buildFromWheel(
  context: Context,
  folder: string,
  { device, python: named }: { readonly device: Device; readonly python?: string },
): Promise<Built> {
  const { report } = context
  const [python, compiler] = [await findPython(context, named), await findCompiler(context)]
  await checkSpace(folder, device)
  report(`  npm: tfjs-node without its binding (9 MB)`)
  await installTfjsNode(context, folder, NAME)
  report(`  pip: TensorFlow's wheel (${device === 'gpu' ? '4 GB with its CUDA libraries' : '270 MB'})`)
  const wheel = join(folder, 'wheel')
  const version = await installWheel(context, python, wheel, device)
  report(`  ${compiler}: the binding against TensorFlow ${version}`)
  const binding = bindingPath(NAME)
  await compileBinding(context, {
    compiler,
    tfjsNode: join(folder, 'node_modules', NAME),
    nodeHeaders: join(folder, 'node_modules', 'node-api-headers', 'include'),
    tensorflow: join(wheel, 'tensorflow'),
    binding: join(folder, binding),
  })
  await prune(join(wheel, 'tensorflow'))
  const facts = await checkBinding(context, join(folder, binding))
  if (device === 'gpu' && !facts.gpu) report('  TensorFlow loads, but sees no GPU: it will run on the CPU.')
  return { entry: join('node_modules', NAME), binding, ...facts }
}
