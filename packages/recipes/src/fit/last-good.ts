import type { TrainingStep } from '@graft-ml/engine'

/** Weights to go back to when a loss is not finite. */
export interface LastGood {
  /** Takes the weights as they stand, if they are all finite. */
  update(): Promise<void>
  /** Brings back the last finite weights where the present ones are not; keeps the present ones where they are. */
  restore(): Promise<void>
}

/**
 * Keeps a copy of the weights from the end of the last epoch. A step whose loss is not finite changes
 * nothing, but the step before it may already have written infinities: then the copy is needed.
 */
export async function keepLastGood(step: TrainingStep): Promise<LastGood> {
  let good = await step.snapshot()
  return {
    update: async () => {
      const now = await step.snapshot()
      if (isAllFinite(now)) good = now
    },
    restore: async () => {
      if (!isAllFinite(await step.snapshot())) await step.restore(good)
    },
  }
}

function isAllFinite(snapshot: readonly Float32Array[]): boolean {
  return snapshot.every((array) => array.every(Number.isFinite))
}
