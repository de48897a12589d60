import type { Context } from '../context'
import { NativeError } from '../native-error'
import { runTool } from './run-tool'

/**
 * A C++ compiler: `$CXX`, else `c++`, `g++` or `clang++`.
 *
 * @throws NativeError `MISSING_TOOL`
 */
export async function findCompiler(context: Context): Promise<string> {
  const named = context.environment.CXX
  const candidates = named ? [named] : ['c++', 'g++', 'clang++']
  for (const command of candidates) {
    const { outcome } = await runTool(context, command, ['--version'])
    if (outcome === 'done') return command
  }
  throw new NativeError({
    code: 'MISSING_TOOL',
    message: `A C++ compiler is needed to build the binding, and there is no ${candidates.join(', ')} here.`,
    hint: 'Install one (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++), or name it by the environment variable CXX.',
  })
}
