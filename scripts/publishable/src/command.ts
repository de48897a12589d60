import { delimiter, dirname } from 'node:path'
import { x } from 'tinyexec'

export interface CommandOptions {
  readonly cwd: string
  /** The Node that comes first on the PATH; by default the one that runs this. */
  readonly node?: string
  readonly env?: Readonly<Record<string, string>>
  /** Seconds. Default 300. */
  readonly limit?: number
}

export interface Ended {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end, whatever its exit code. */
export async function tryCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<Ended> {
  const { cwd, node = process.execPath, env = {}, limit = 300 } = options
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const { exitCode, stdout, stderr } = await x(command, args, {
    timeout: limit * 1000,
    // It would put the Node that runs this first.
    nodePath: false,
    nodeOptions: { cwd, env: { ...process.env, ...env, PATH } },
  })
  return { code: exitCode, stdout, stderr }
}

/** Runs a command; gives what it wrote on stdout. @throws Error with its last lines when it fails */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { code, stdout, stderr } = await tryCommand(command, args, options)
  if (code === 0) return stdout
  const how = code === undefined ? 'was stopped' : `ended with ${code}`
  throw new Error(`${command} ${args.join(' ')} ${how}:\n${lastLines(stdout + stderr)}`)
}

export function lastLines(text: string, count = 15): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
