import type { LayerVariable } from '@tensorflow/tfjs-layers'
import type { WeightSnapshot } from '../training-step'
import type { NamedArrays } from './head-session'
import type { WeightPort } from './step-graph'
import type { Area, StepMemory } from './step-memory'

/** A head's weights in the memory of the step. */
export class StepWeights {
  private readonly areas: ReadonlyMap<LayerVariable, Area>

  constructor(
    private readonly memory: StepMemory,
    private readonly weights: readonly LayerVariable[],
  ) {
    this.areas = new Map(weights.map((weight) => [weight, memory.allocate(sizeOf(weight))]))
  }

  area(weight: LayerVariable): Area {
    return this.areas.get(weight)!
  }

  view(weight: LayerVariable): Float32Array {
    return this.memory.view(this.area(weight))
  }

  /** The weights as inputs of a graph. */
  feeds(ports: readonly WeightPort[]): NamedArrays {
    const arrays = ports.map(({ name, weight }) => {
      return [name, { data: this.view(weight), shape: weight.shape as number[] }] as const
    })
    return Object.fromEntries(arrays)
  }

  /** Takes the values over from the model. */
  async load(): Promise<void> {
    for (const weight of this.weights) {
      const values = await weight.read().data<'float32'>()
      this.view(weight).set(values)
    }
  }

  snapshot(): WeightSnapshot {
    return this.weights.map((weight) => this.view(weight).slice())
  }

  restore(snapshot: WeightSnapshot): void {
    for (const [place, weight] of this.weights.entries()) this.view(weight).set(snapshot[place])
  }
}

export function sizeOf(weight: LayerVariable): number {
  return (weight.shape as number[]).reduce((product, size) => product * size, 1)
}
