import type { NdArray } from '@graft-ml/core'
import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core'

/** The tensors that a trunk owns from compilation to `dispose`, out of reach of the caller's `tidy`. */
export class WeightTensors {
  private readonly owned: Tensor[] = []

  of<T extends Tensor>({ data, shape }: NdArray): T {
    const kept = keep(tensor(data, [...shape], 'float32'))
    this.owned.push(kept)
    return kept as T
  }

  dispose(): void {
    for (const weight of this.owned.splice(0)) weight.dispose()
  }
}
