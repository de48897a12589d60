import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { BenchError } from '../errors/bench-error'
import { isAnswer, type Result, readAnswer, SAMPLES } from '../jobs/result'

export interface ChildCommand {
  readonly command: string
  readonly args: readonly string[]
}

/** The last words of a process that failed, which say why. */
const LAST_WORDS = 3000

/**
 * Runs a command that answers with one line, and waits for its end.
 *
 * @returns its answer, with the seconds from its start to the answer
 * @throws BenchError `CHILD_FAILED`, `INTERRUPTED`
 */
export async function runChild({ command, args }: ChildCommand, signal: AbortSignal): Promise<Result> {
  const begin = performance.now()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // TensorFlow greets with a page of notes.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env },
    signal,
  })
  const words = lastWords(child.stderr)
  let answered: { line: string; seconds: number } | undefined
  createInterface(child.stdout).on('line', (line) => {
    if (isAnswer(line)) answered = { line, seconds: (performance.now() - begin) / 1000 }
  })
  const ending = await endOf(child)
  if (signal.aborted) throw new BenchError({ code: 'INTERRUPTED', message: 'Interrupted.' })
  if (ending !== 'code 0' || !answered) {
    throw new BenchError({
      code: 'CHILD_FAILED',
      message: `${command} ended with ${ending} and ${answered ? 'an' : 'no'} answer. ${words()}`.trim(),
    })
  }
  const result = readAnswer(answered.line)
  return { ...result, samples: { ...result.samples, [SAMPLES.wall]: [answered.seconds] } }
}

function lastWords(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-LAST_WORDS)
  })
  return () => text.trim()
}

/** How a process ended, once its output has been read to the end. */
function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === null ? `signal ${signal}` : `code ${code}`))
  })
}
