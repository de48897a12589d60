import { GraftError } from '@graft-ml/core'
import { createEngine } from '../../create-engine'
import { firstLine } from '../../errors/first-line'
import { loadEngine } from './load-engine'
import type { ProbeMessage, ProbeSubject } from './probe-messages'
import { trainOneStep } from './train-one-step'

/** Delivers a message; once it resolves, a crash cannot lose it. */
export type Tell = (message: ProbeMessage) => Promise<void>

/** Tries one engine in this process, and tells what it learns. */
export async function probe(subject: ProbeSubject, tell: Tell): Promise<void> {
  try {
    await tell(await answer(subject, tell))
  } catch (error) {
    await tell({ kind: 'failed', reason: reasonOf(error) })
  }
}

async function answer(subject: ProbeSubject, tell: Tell): Promise<ProbeMessage> {
  if (subject === 'auto') {
    const { name, considered } = await createEngine()
    return { kind: 'chosen', engine: name, considered }
  }
  for await (const facts of loadEngine(subject)) await tell({ kind: 'facts', facts })
  await trainOneStep(await createEngine({ engine: subject }))
  return { kind: 'trained' }
}

/** Without the hint: the doctor has remedies of its own. */
function reasonOf(error: unknown): string {
  if (!GraftError.isInstance(error)) return firstLine(error)
  return error.hint ? error.message.slice(0, -error.hint.length).trim() : error.message
}
