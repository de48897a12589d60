import type { Phase } from '@graft-ml/core'

/** The name of a file that belongs to a phase: `fine-tuning.backup`. */
export function phaseFile(phase: Phase, suffix: string): string {
  return `${phase.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}.${suffix}`
}
