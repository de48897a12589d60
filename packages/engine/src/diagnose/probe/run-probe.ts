import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { findComplaint } from './find-complaint'
import type {
  ProbeAnswer,
  ProbeEnding,
  ProbeFacts,
  ProbeMessage,
  ProbeOutcome,
  ProbeSubject,
} from './probe-messages'

export interface RunProbeOptions {
  /** How long it may take. */
  readonly seconds: number
  /** The program to run; default: this package's. */
  readonly program?: string
}

/** How long a killed process may take to go: one that waits for a driver may never do. */
const LAST_SECONDS = 2
/** How much of its stderr is kept, from the end. */
const KEPT_CHARACTERS = 10_000

/**
 * Tries an engine in a process of its own, so that a native module may crash or hang, take memory and set what it
 * likes. The process is ended once it has answered or its time is over.
 */
export async function runProbe(
  subject: ProbeSubject,
  { seconds, program = probeFile() }: RunProbeOptions,
): Promise<ProbeOutcome> {
  const child = fork(program, [subject], {
    execArgv: [],
    // Launchers of package managers set it; `require` would find there what `import` does not.
    env: { ...process.env, NODE_PATH: undefined },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const said = keepEnd(child.stderr!)
  const gone = endOf(child)
  let facts: ProbeFacts = { versions: {} }
  const answer = answerOf(child, (more) => {
    facts = { ...facts, ...more, versions: { ...facts.versions, ...more.versions } }
  })
  const timer = new AbortController()
  const ending = await Promise.race<ProbeEnding>([
    answer,
    gone.then((how) => ({ kind: 'crashed', how, words: findComplaint(said()) })),
    sleep(seconds * 1000, { kind: 'late', seconds }, { signal: timer.signal }),
  ])
  timer.abort()
  await stop(child, gone)
  return { facts, ending }
}

/** By the package's own public entry: the same from the sources, the ESM build and the CommonJS build. */
function probeFile(): string {
  return createRequire(import.meta.url).resolve('@graft-ml/engine/engine-probe')
}

function answerOf(child: ChildProcess, onFacts: (facts: Partial<ProbeFacts>) => void): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    child.on('message', (message: ProbeMessage) => {
      if (message.kind === 'facts') onFacts(message.facts)
      else resolve(message)
    })
  })
}

/** How a process ended, once all that it has said has been read. */
async function endOf(child: ChildProcess): Promise<string> {
  const read = new Promise((resolve) => child.once('disconnect', resolve))
  const how = await new Promise<string | Error>((resolve) => {
    child.once('error', resolve)
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${exitCode(code ?? 0)}`))
  })
  if (how instanceof Error) return how.message
  await read
  return how
}

/** Windows tells a crash by a status that its documentation has in hexadecimal digits. */
function exitCode(code: number): string {
  return code > 255 ? `0x${code.toString(16).toUpperCase()}` : String(code)
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await Promise.race([gone, sleep(LAST_SECONDS * 1000, undefined, { ref: false })])
  // What does not go even now must not keep this process.
  child.unref()
  child.stderr!.destroy()
  if (child.connected) child.disconnect()
}

function keepEnd(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-KEPT_CHARACTERS)
  })
  return () => text
}
