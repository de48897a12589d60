import { readFileSync } from 'node:fs'
import { unreadable } from '../decode/broken-image-error'

/** At once: a thread of a pool has nothing else to do, and asking Node's other threads takes longer than reading. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
