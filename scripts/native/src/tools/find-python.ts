import type { Context } from '../context'
import { NativeError } from '../native-error'
import { runTool } from './run-tool'

/**
 * A Python that has pip: the one named, else `python3` or `python`.
 *
 * @throws NativeError `MISSING_TOOL`
 */
export async function findPython(context: Context, named?: string): Promise<string> {
  const candidates = named === undefined ? ['python3', 'python'] : [named]
  const withoutPip: string[] = []
  for (const command of candidates) {
    const { outcome } = await runTool(context, command, ['-m', 'pip', '--version'])
    if (outcome === 'done') return command
    if (outcome !== 'missing') withoutPip.push(command)
  }
  throw withoutPip.length > 0 ? noPip(withoutPip[0]!) : noPython(candidates)
}

function noPython(candidates: readonly string[]): NativeError {
  return new NativeError({
    code: 'MISSING_TOOL',
    message: `Python is needed to fetch TensorFlow's wheel, and there is no ${candidates.join(' or ')} here.`,
    hint: 'Install it (Debian, Ubuntu: apt-get install python3 python3-pip; Fedora: dnf install python3-pip), or name one by --python PATH.',
  })
}

function noPip(python: string): NativeError {
  return new NativeError({
    code: 'MISSING_TOOL',
    message: `pip is needed to fetch TensorFlow's wheel, and ${python} has none.`,
    hint: `Install it (Debian, Ubuntu: apt-get install python3-pip; elsewhere: ${python} -m ensurepip), or name another Python by --python PATH.`,
  })
}
