import { spawn } from 'node:child_process'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '../dist/cli.js')

export interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built demo as a user does. `onOutput` sees all output so far and may send a signal. */
export function runCli(
  argv: readonly string[],
  cache: string,
  onOutput: (output: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...argv], { env: { ...process.env, GRAFT_HOME: cache } })
    let stdout = ''
    let stderr = ''
    const tell = () => onOutput(stdout + stderr, (signal) => child.kill(signal))
    child.stdout.on('data', (data) => {
      stdout += data
      tell()
    })
    child.stderr.on('data', (data) => {
      stderr += data
      tell()
    })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
