import type { TrainingStep, WeightSnapshot } from '@graft-ml/engine'
import type { TrainingState } from './training-state'

/**
 * Weights to go back to when a loss is not finite: those from the end of the last epoch, beginning with those that the
 * step has, or had in a backup. A step whose loss is not finite changes nothing, but the step before it may already have
 * written infinities: then they are needed.
 */
export class LastGood {
  private constructor(private readonly step: TrainingStep) {}

  /** @param saved the state that the step goes on from, if there is one */
  static async of(step: TrainingStep, saved: TrainingState | undefined): Promise<LastGood> {
    if (saved?.lastGood) {
      await step.restore(saved.lastGood)
      await step.keep()
      await step.restore(saved.step.weights)
    } else {
      await step.keep()
    }
    return new LastGood(step)
  }

  /** Takes the weights as they stand if they are all finite; says whether they are. */
  update(): Promise<boolean> {
    return this.step.keep()
  }

  /** Brings back the last finite weights where the present ones are not; keeps the present ones where they are. */
  async restore(): Promise<void> {
    const { step } = this
    if (!(await step.keep()) && step.kept) await step.restore(step.kept)
  }

  /** A copy of the weights to go back to where they are others than `present`, else null. */
  otherThan(present: WeightSnapshot): WeightSnapshot | null {
    const { kept } = this.step
    return !kept || areSame(kept, present) ? null : kept.map((array) => array.slice())
  }
}

/** Whether the numbers are the same, bit for bit. */
function areSame(one: WeightSnapshot, other: WeightSnapshot): boolean {
  return one.every((array, index) => bytesOf(array).equals(bytesOf(other[index])))
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
