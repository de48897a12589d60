import type { Writable } from 'node:stream'

/** Where a command runs; tests bring their own. */
export interface Surroundings {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  /** The folder in which the command was called. */
  readonly folder: string
}

export function thisProcess(): Surroundings {
  return { stdout: process.stdout, stderr: process.stderr, folder: process.cwd() }
}
