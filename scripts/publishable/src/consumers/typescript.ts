import { createRequire } from 'node:module'
import { tryCommand } from '../command'

/** What tsc complains of, an entry for each file and line. */
export async function tsc(args: readonly string[], project: string): Promise<string[]> {
  const program = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { code, stdout, stderr } = await tryCommand(
    process.execPath,
    [program, '--pretty', 'false', ...args],
    { cwd: project },
  )
  const complaints = stdout.split('\n').filter((line) => /error TS\d+:/.test(line))
  if (code !== 0 && complaints.length === 0) throw new Error(`tsc ended with ${code}:\n${stdout}${stderr}`)
  return complaints
}
