/** The process in which `diagnose` tries one engine. Not meant to be imported. */
import { probe } from './diagnose/probe/probe'
import type { ProbeMessage, ProbeSubject } from './diagnose/probe/probe-messages'

const tell = (message: ProbeMessage) =>
  new Promise<void>((resolve, reject) => {
    process.send!(message, (error: Error | null) => (error ? reject(error) : resolve()))
  })

// A listener keeps the process until the answer has been read; who asked ends it.
process.on('message', () => {})
process.once('disconnect', () => process.exit())

void probe(process.argv[2] as ProbeSubject, tell)
