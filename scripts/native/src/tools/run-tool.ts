import { type ChildProcess, spawn } from 'node:child_process'
import type { Context } from '../context'
import { NativeError } from '../native-error'

/** How a tool ended. */
export interface ToolResult {
  readonly outcome: 'done' | 'failed' | 'missing' | 'timed out'
  readonly stdout: string
  /** Both streams together, as they came. */
  readonly output: string
}

export interface ToolOptions {
  readonly folder?: string
  /** It is stopped then, with everything that it has started. Default: none. */
  readonly seconds?: number
}

/**
 * Runs a program and waits for it.
 *
 * @throws NativeError `ABORTED`
 */
export async function runTool(
  { environment, signal, onOutput }: Context,
  command: string,
  args: readonly string[],
  { folder, seconds }: ToolOptions = {},
): Promise<ToolResult> {
  throwIfAborted(signal)
  const isWindows = process.platform === 'win32'
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a script there.
    shell: isWindows,
    // A group of its own, so that it can be stopped with its children.
    detached: !isWindows,
  })
  let [stdout, output, isLate] = ['', '', false]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      onOutput?.(text)
    })
  }
  const stop = () => stopGroup(child, isWindows)
  const late = () => {
    isLate = true
    stop()
  }
  const timer = seconds === undefined ? undefined : setTimeout(late, seconds * 1000)
  signal?.addEventListener('abort', stop)
  try {
    const code = await exitCode(child)
    throwIfAborted(signal)
    if (isLate) return { outcome: 'timed out', stdout, output }
    if (code === undefined) return { outcome: 'missing', stdout, output }
    return { outcome: code === 0 ? 'done' : 'failed', stdout, output }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/** The exit code; undefined where there is no such program. */
function exitCode(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    )
    // A program that a signal has ended has no code.
    child.on('close', (code) => resolve(code ?? -1))
  })
}

function stopGroup(child: ChildProcess, isWindows: boolean): void {
  if (child.pid === undefined || child.exitCode !== null) return
  if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'])
  else process.kill(-child.pid, 'SIGKILL')
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new NativeError({ code: 'ABORTED', message: 'Stopped. Nothing was changed.' })
}

/** The line in which a tool says what went wrong, else its last one. */
export function complaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const isComplaint = /^(\w*error|fatal|npm error)\b[^:]*:|\b(error|fatal error):|ENOTFOUND|ECONN/i
  return lines.find((line) => isComplaint.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}

/** The end of what a tool has printed. */
export function lastLines(output: string, count = 12): string {
  return output.trim().split('\n').slice(-count).join('\n')
}
