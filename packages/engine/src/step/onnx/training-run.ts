import type { NdArray } from '@graft-ml/core'
import type { LossName } from '@graft-ml/keras'
import type { HeadSession, NamedArrays } from './head-session'
import { SCALE, scalesOf, TARGET, targetOf } from './loss-gradient'
import type { FactoredGradient } from './step-graph'
import type { Area, StepMemory } from './step-memory'
import type { StepOptimizer } from './step-optimizer'
import type { StepWeights } from './step-weights'

export interface TrainingRunParts {
  readonly session: HeadSession
  readonly memory: StepMemory
  readonly weights: StepWeights
  readonly updates: StepOptimizer
  readonly loss: LossName
}

/** Forward, back and update of one batch after the other, in the step's memory. */
export class TrainingRun {
  private readonly gradients: readonly Area[]
  private factors: { readonly batch: number; readonly areas: readonly [Area, Area][] } = {
    batch: 0,
    areas: [],
  }
  /** Of the batch that ran last. */
  private batch = 0

  constructor(private readonly parts: TrainingRunParts) {
    const { memory, session } = parts
    this.gradients = session.head.gradients.map(({ shape }) => memory.allocate(product(shape)))
  }

  get session(): HeadSession {
    return this.parts.session
  }

  get updates(): StepOptimizer {
    return this.parts.updates
  }

  /** Leaves the gradients in memory; nothing has changed yet. */
  async forwardAndBack(
    features: NamedArrays,
    labels: NdArray,
    sampleWeights?: Float32Array,
  ): Promise<NamedArrays> {
    const { session, weights, loss } = this.parts
    const { head } = session
    const [{ shape }] = Object.values(features)
    this.batch = shape[0]
    this.makeRoom(this.batch)
    const inputs: NamedArrays = {
      ...features,
      ...weights.feeds(head.weights),
      ...this.masks(),
      [TARGET]: { data: targetOf(loss, labels, head.units), shape: [this.batch, head.units] },
      [SCALE]: { data: scalesOf(loss, this.batch, head.units, sampleWeights), shape: [this.batch, 1] },
    }
    return session.run(inputs, this.outputs())
  }

  /** Updates the weights and moves the averages, after `forwardAndBack` with its results. */
  update(results: NamedArrays): void {
    const { session, weights, updates } = this.parts
    const { head } = session
    updates.begin()
    for (const [place, { weight }] of head.gradients.entries()) updates.apply(weight, this.gradients[place])
    for (const [place, { weight }] of head.factored.entries()) {
      const [inputs, outputGradients] = this.factors.areas[place]
      updates.applyFactored(weight, { inputs, outputGradients, batch: this.batch })
    }
    for (const { layer, weight, name } of head.averages) {
      moveAverage(weights.view(weight), results[name].data, layer.momentum)
    }
  }

  /** Areas as large as the largest batch so far asks for. */
  private makeRoom(batch: number): void {
    if (batch <= this.factors.batch) return
    const { memory, session } = this.parts
    const areas = session.head.factored.map(({ weight }): [Area, Area] => {
      const [rows, columns] = weight.shape as [number, number]
      return [memory.allocate(batch * rows), memory.allocate(batch * columns)]
    })
    this.factors = { batch, areas }
  }

  private masks(): NamedArrays {
    const drawn = this.parts.session.head.masks.map(({ layer, name, shape }) => {
      const whole = [this.batch, ...shape]
      return [name, { data: layer.nextMask(product(whole)), shape: whole }] as const
    })
    return Object.fromEntries(drawn)
  }

  private outputs(): NamedArrays {
    const { gradients, factored } = this.parts.session.head
    const whole = gradients.map(({ name, shape }, place) => [name, this.array(this.gradients[place], shape)])
    const parts = factored.flatMap((one, place) => this.factorArrays(one, this.factors.areas[place]))
    return Object.fromEntries([...whole, ...parts])
  }

  private factorArrays(
    { weight, inputs, outputGradients }: FactoredGradient,
    [inputsArea, gradientsArea]: readonly [Area, Area],
  ): [string, NdArray][] {
    const [rows, columns] = weight.shape as [number, number]
    return [
      [inputs, this.array(inputsArea, [this.batch, rows])],
      [outputGradients, this.array(gradientsArea, [this.batch, columns])],
    ]
  }

  private array({ at }: Area, shape: readonly number[]): NdArray {
    return { data: this.parts.memory.view({ at, size: product(shape) }), shape }
  }
}

function moveAverage(average: Float32Array, value: Float32Array, momentum: number): void {
  for (let i = 0; i < average.length; i++) average[i] = average[i] * momentum + value[i] * (1 - momentum)
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1)
}
