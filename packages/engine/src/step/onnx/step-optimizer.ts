import type { NdArray } from '@graft-ml/core'
import { type OptimizerConfig, type OptimizerState, OptimizerStateError } from '@graft-ml/keras'
import type { LayerVariable } from '@tensorflow/tfjs-layers'
import { type FusedUpdate, fusedUpdate } from '../../wasm-kernels/fused-update'
import type { Area, StepMemory } from './step-memory'
import { type StepWeights, sizeOf } from './step-weights'

/** A gradient that is never put together: rows of inputs^T outputGradients are made as they are used. */
export interface Factors {
  /** [batch, rows of the weight] */
  readonly inputs: Area
  /** [batch, columns of the weight] */
  readonly outputGradients: Area
  readonly batch: number
}

/** Rows of a factored gradient that are held at a time: with 1,024 columns 64 kB. */
const ROWS_AT_ONCE = 16

/** The fused update of an optimiser, if all that it is told to do can be done in one pass. */
export function updateOf(config: OptimizerConfig): FusedUpdate | undefined {
  const { clipNorm, clipValue, globalClipNorm, weightDecay } = config
  const isPlain = [clipNorm, clipValue, globalClipNorm].every((clip) => clip === undefined) && !weightDecay
  return isPlain ? fusedUpdate(config) : undefined
}

/** Updates weights where they lie and remembers what the optimiser does of each. */
export class StepOptimizer {
  learningRate: number
  private iterations = 0
  private readonly slots: ReadonlyMap<LayerVariable, readonly Area[]>
  private scratch: Readonly<Record<'rows' | 'lists' | 'bands', Area>> | undefined

  constructor(
    private readonly config: OptimizerConfig,
    private readonly update: FusedUpdate,
    private readonly memory: StepMemory,
    private readonly weights: StepWeights,
    /** In the order in which saved states count them. */
    private readonly trained: readonly LayerVariable[],
    /** By what the learning rate of a weight is multiplied, by its `originalName`. */
    private readonly rateFactors: ReadonlyMap<string, number> = new Map(),
  ) {
    this.learningRate = config.learningRate
    this.slots = new Map(
      trained.map((weight) => [weight, update.slots.map(() => memory.allocate(sizeOf(weight)))]),
    )
  }

  /** To be called before the updates of a step. */
  begin(): void {
    this.iterations++
  }

  apply(weight: LayerVariable, gradient: Area): void {
    this.applyPart(weight, gradient, 0, gradient.size)
  }

  applyFactored(weight: LayerVariable, { inputs, outputGradients, batch }: Factors): void {
    const [rows, columns] = weight.shape as [number, number]
    const { rows: product, lists, bands } = this.scratchFor(batch, columns)
    this.memory.simd.packBands(outputGradients.at, bands.at, batch, columns)
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, rows - from)
      this.memory.simd.productRows(
        inputs.at,
        bands.at,
        product.at,
        lists.at,
        batch,
        rows,
        columns,
        from,
        count,
      )
      this.applyPart(weight, product, from * columns, count * columns)
    }
  }

  state(): OptimizerState {
    const slots: Record<string, NdArray> = {}
    for (const { key, area, shape } of this.namedSlots()) {
      slots[key] = { data: this.memory.view(area).slice(), shape }
    }
    return { kind: this.config.kind, iterations: this.iterations, learningRate: this.learningRate, slots }
  }

  /** @throws OptimizerStateError for the state of another kind of optimizer or of other weights */
  restore(state: OptimizerState): void {
    const own = this.namedSlots()
    const saved = Object.entries(state.slots)
    // Before the first step nothing is remembered yet.
    const fits =
      saved.length === 0 ||
      (saved.length === own.length &&
        own.every(({ key, area }) => state.slots[key]?.data.length === area.size))
    if (state.kind !== this.config.kind || !fits) {
      throw new OptimizerStateError(
        `The state of optimizer '${state.kind}' with ${saved.length} slots does not go with '${this.config.kind}', which has ${own.length} for what is trained now.`,
        'Use the optimizer that it was saved with, and freeze the same layers.',
      )
    }
    for (const { key, area } of own) {
      const values = state.slots[key]?.data
      if (values) this.memory.view(area).set(values)
      else this.memory.view(area).fill(0)
    }
    this.iterations = state.iterations
    this.learningRate = state.learningRate
  }

  private applyPart(weight: LayerVariable, gradient: Area, from: number, size: number): void {
    const offset = 4 * from
    const learningRate = this.learningRate * (this.rateFactors.get(weight.originalName) ?? 1)
    this.update.run(
      this.memory.simd,
      {
        weight: this.weights.area(weight).at + offset,
        gradient: gradient.at,
        slots: this.slots.get(weight)!.map(({ at }) => at + offset),
        size,
      },
      { learningRate, step: this.iterations },
    )
  }

  private namedSlots() {
    return this.trained.flatMap((weight, place) =>
      this.update.slots.map((name, index) => ({
        key: `${place}/${name}`,
        area: this.slots.get(weight)![index],
        shape: weight.shape as number[],
      })),
    )
  }

  /** Room for what an update works with, as large as the largest so far asks for. */
  private scratchFor(batch: number, columns: number) {
    const rows = ROWS_AT_ONCE * columns
    const lists = ROWS_AT_ONCE * (2 * batch + 1)
    const bands = this.memory.simd.packedSize(batch, columns)
    const { scratch } = this
    const isLarge =
      scratch && scratch.rows.size >= rows && scratch.lists.size >= lists && scratch.bands.size >= bands
    if (isLarge) return scratch
    this.scratch = {
      rows: this.memory.allocate(rows),
      lists: this.memory.allocate(lists),
      bands: this.memory.allocate(bands),
    }
    return this.scratch
  }
}
