import { getBackend, tensor, tidy, type Variable } from '@tensorflow/tfjs-core'
import type { LayerVariable } from '@tensorflow/tfjs-layers'
import type { WeightSnapshot } from '../training-step'
import { copyOver, isAllFinite } from '../weights'
import type { StepWeights } from './step-weights'

/**
 * A head's weights outside the memory of the step: in the copies that were kept last, and in the model.
 *
 * On tfjs's cpu backend a tensor lies in the very array that it is made from. There the model takes the copies over:
 * between two updates of a kernel of 150 MB it would otherwise hold 150 MB that nobody looks at.
 */
export class KeptWeights {
  /** What was kept last, undefined before. */
  arrays: WeightSnapshot | undefined
  /** Whether the step's weights are still those that were kept last. */
  private isCurrent: boolean = false
  /** Whether somebody may have read the copies in the model, and must not see them change. */
  private isSeen: boolean = false

  constructor(
    private readonly weights: readonly LayerVariable[],
    private readonly current: StepWeights,
  ) {}

  /** The step's weights have changed. */
  outdate(): void {
    this.isCurrent = false
  }

  /** Copies the step's weights, over the last copies where it can, if they are all finite. */
  keep(): boolean {
    if (this.isCurrent) return true
    const views = this.weights.map((weight) => this.current.view(weight))
    if (!views.every(isAllFinite)) return false
    this.arrays = copyOver(this.isSeen ? undefined : this.arrays, views)
    this.isCurrent = true
    this.isSeen = false
    for (const [place, weight] of this.weights.entries())
      if (takesOver(weight)) give(weight, this.arrays[place])
    return true
  }

  /** Writes the step's weights into the model, where whoever reads them may hold on to them. */
  sync(): void {
    const { arrays, isCurrent } = this
    for (const [place, weight] of this.weights.entries()) {
      if (arrays && isCurrent && takesOver(weight)) give(weight, arrays[place])
      else tidy(() => void weight.write(asTensor(weight, this.current.view(weight).slice())))
    }
    this.isSeen ||= isCurrent
  }
}

/** A constraint makes another array of what is written. */
function takesOver({ constraint }: LayerVariable): boolean {
  return getBackend() === 'cpu' && !constraint
}

function give(weight: LayerVariable, array: Float32Array): void {
  tidy(() => (weight.read() as Variable).assign(asTensor(weight, array)))
}

function asTensor({ shape }: LayerVariable, array: Float32Array) {
  return tensor(array, shape as number[])
}
