import { InvalidArgumentError } from '@graft-ml/core'
import { mul, sub, type Tensor, tidy, util, type Variable } from '@tensorflow/tfjs-core'
import { assign } from './assign'
import { clipping } from './clip-gradients'
import type { OptimizerConfig } from './optimizer-config'
import type { OptimizerState } from './optimizer-state'
import { OptimizerStateError } from './optimizer-state-error'
import { SlotTable } from './slot-table'
import type { Slots } from './update-rule'

/** One variable and the slope of the loss along it. */
export interface VariableGradient {
  readonly variable: Variable
  /** Of the variable's shape. Stays the caller's, to be disposed by the caller. */
  readonly gradient: Tensor
  /**
   * Under which name `state()` keeps the variable's slots. Default: `variable.name`, which tfjs makes unique in the
   * process by a suffix; give one that is the same in every process if the state is to be saved.
   */
  readonly name?: string
  /** By what the learning rate is multiplied for this variable. Default: 1. */
  readonly rateFactor?: number
}

/** A rule with its optimizer's config already in it. */
export type BoundRule = (
  update: Readonly<{
    variable: Variable
    gradient: Tensor
    slots: Slots
    learningRate: number
    step: number
  }>,
) => void

/** Updates variables from gradients, step by step. Made by `createOptimizer`. */
export class Optimizer {
  /** Used from the next step on. */
  learningRate: number
  /** Steps taken so far. */
  iterations = 0
  readonly #rule: BoundRule
  readonly #slots: SlotTable

  constructor(
    readonly config: OptimizerConfig,
    rule: BoundRule,
    slotNames: readonly string[],
  ) {
    this.learningRate = config.learningRate
    this.#rule = rule
    this.#slots = new SlotTable(slotNames)
  }

  /**
   * Takes one step: clips the gradients, decays the weights, updates every variable and its slots.
   *
   * Variables may come in any order and change from step to step; each keeps its own slots.
   *
   * @throws InvalidArgumentError where a gradient has another shape than its variable, or two variables one name.
   * @throws OptimizerStateError where a restored state belongs to other variables. Nothing is updated then.
   */
  apply(gradients: readonly VariableGradient[]): void {
    const named = gradients.map(({ variable, name }) => ({ variable, name: name ?? variable.name }))
    gradients.forEach(checkShapes)
    this.#slots.claim(named)
    const step = this.iterations + 1
    tidy(() => {
      const clip = clipping(
        this.config,
        gradients.map(({ gradient }) => gradient),
      )
      gradients.forEach(({ variable, gradient, rateFactor = 1 }, index) => {
        const { name } = named[index]!
        const learningRate = this.learningRate * rateFactor
        const slots = this.#slots.of({ variable, name })
        // Each variable's temporaries are gone before the next one's are made.
        tidy(() => {
          this.#decay(variable, name, learningRate)
          this.#rule({ variable, gradient: clip(gradient), slots, learningRate, step })
        })
      })
    })
    this.iterations = step
  }

  /** Copies of everything the optimizer remembers. */
  async state(): Promise<OptimizerState> {
    const { iterations, learningRate } = this
    return { kind: this.config.kind, iterations, learningRate, slots: await this.#slots.save() }
  }

  /**
   * Goes on from a saved state. Its slots are matched by name at the next step.
   *
   * @throws OptimizerStateError for the state of another kind of optimizer.
   */
  restore(state: OptimizerState): void {
    if (state.kind !== this.config.kind) {
      throw new OptimizerStateError(
        `The state of optimizer '${state.kind}' cannot be restored into '${this.config.kind}'.`,
        'Use the optimizer that it was saved with, or begin without it.',
      )
    }
    this.#slots.restore(state.slots)
    this.iterations = state.iterations
    this.learningRate = state.learningRate
  }

  /** Frees the slots. */
  dispose(): void {
    this.#slots.dispose()
  }

  #decay(variable: Variable, name: string, learningRate: number): void {
    const { weightDecay, excludeFromWeightDecay = [] } = this.config
    if (!weightDecay || excludeFromWeightDecay.some((text) => name.includes(text))) return
    assign(
      variable,
      tidy(() => sub(variable, mul(mul(variable, weightDecay), learningRate))),
    )
  }
}

function checkShapes({ variable, gradient, name }: VariableGradient): void {
  if (util.arraysEqual(variable.shape, gradient.shape)) return
  throw new InvalidArgumentError({
    argument: `gradient of '${name ?? variable.name}'`,
    expected: `of the variable's shape, [${variable.shape.join(', ')}]`,
    received: gradient.shape,
  })
}
