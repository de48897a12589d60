import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const CLI = join(import.meta.dirname, '../dist/cli.js')

export interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** The folder it is called in. Default: this package's. */
  readonly folder?: string
  /** Changes to the environment; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Runs the built command as a user does, its output in pipes. */
export function runCli(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(process.execPath, [CLI, ...argv], options)
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  { folder = join(import.meta.dirname, '..'), environment = {} }: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    // What else Node's colours depend on: a machine of CI has none of a terminal's.
    const plain = { CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined }
    const env = { ...process.env, ...plain, ...environment }
    const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    }
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, ...output }))
  })
}
