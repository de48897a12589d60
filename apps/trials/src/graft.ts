import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const CLI = join(dirname(createRequire(import.meta.url).resolve('@graft-ml/cli/package.json')), 'dist/cli.js')

/** What a command printed as JSON, and how long it took. */
export interface Ran {
  readonly document: unknown
  /** Of the whole process. */
  readonly seconds: number
}

/** Runs the command `graft` as a process of its own. @throws Error with what it wrote to stderr */
export async function graft(argv: readonly string[]): Promise<Ran> {
  const begin = performance.now()
  const child = spawn(process.execPath, [CLI, ...argv, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0)
    throw new Error(`graft ${argv.join(' ')} ended with ${code}:\n${output.stderr.slice(-2000)}`)
  return { document: JSON.parse(output.stdout), seconds: (performance.now() - begin) / 1000 }
}
