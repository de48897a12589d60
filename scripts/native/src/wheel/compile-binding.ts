import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Context } from '../context'
import { NativeError } from '../native-error'
import { lastLines, runTool } from '../tools/run-tool'

/** Folders and files of one compilation. */
export interface Compilation {
  readonly compiler: string
  /** The tfjs-node package, with the binding's sources. */
  readonly tfjsNode: string
  /** Node's C headers. */
  readonly nodeHeaders: string
  /** TensorFlow's libraries, with `include` beside. */
  readonly tensorflow: string
  /** The binding to be written. */
  readonly binding: string
}

/** What the binding is linked with: the wheel keeps the C interface in its C++ library. */
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']

/**
 * Compiles tfjs-node's binding against a TensorFlow. It finds TensorFlow's libraries by their place relative to its
 * own, so the folder of both can be moved.
 *
 * @throws NativeError `INSTALL_FAILED`
 */
export async function compileBinding(context: Context, compilation: Compilation): Promise<void> {
  const { compiler, tfjsNode, nodeHeaders, tensorflow, binding } = compilation
  const sources = (await readdir(join(tfjsNode, 'binding'))).filter((name) => name.endsWith('.cc'))
  await mkdir(dirname(binding), { recursive: true })
  const args = [
    ...['-O2', '-std=c++17', '-shared', '-fPIC', '-w', '-DNAPI_VERSION=8'],
    ...[nodeHeaders, join(tensorflow, 'include'), tfjsNode].map((folder) => `-I${folder}`),
    ...sources.map((name) => join(tfjsNode, 'binding', name)),
    ...LIBRARIES.map((name) => join(tensorflow, name)),
    `-Wl,-rpath,$ORIGIN/${relative(dirname(binding), tensorflow)}`,
    ...['-o', binding],
  ]
  const { outcome, output } = await runTool(context, compiler, args)
  if (outcome === 'done') return
  throw new NativeError({
    code: 'INSTALL_FAILED',
    message: `${compiler} could not build the binding:\n${lastLines(output)}\n`,
    hint: 'It needs C++17: a GCC from 9 or a Clang from 10 on.',
  })
}
