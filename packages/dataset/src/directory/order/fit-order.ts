import type { PythonRandom, RandomState } from '@graft-ml/core'
import {
  type BatchPlan,
  batchesPerPass,
  drawOrder,
  drawParameters,
  generatorAt,
  planAt,
  type SamplingOptions,
} from './batch-plan'

/** Batches that `fit` reads before the first one that it trains on, to see their shapes. */
const peeks = 2

/** Where a phase, one call of `fit`, stands among the batches that all of them train on. */
interface Phase {
  readonly number: number
  /** The batch that it begins with. */
  readonly begin: number
  /** Passes that were begun before it. */
  readonly passesBefore: number
}

/**
 * The batches that Keras's `fit` trains on, which are not those that its iterator gives in turn.
 *
 * Each `fit` reads the first two batches of the iterator and throws them away; then, in each pass, all of its batches in an
 * order that Python's generator shuffles. The iterator seeds NumPy's generator before each batch that is read, and draws the
 * order of a pass's pictures before the pass, from where the batch read last left that generator. So the number of a batch
 * and the beginnings of the phases say everything about it.
 *
 * Source: `PyDatasetAdapter` and `EpochIterator` of Keras 3, with TensorFlow and one worker.
 */
export class FitOrder {
  /** The number of the batch that each phase began with. */
  phases: readonly number[] = []
  readonly #source: PythonRandom
  /** Stands behind the shuffles below. */
  #random: PythonRandom | undefined
  readonly #shuffles: (readonly number[])[] = []

  /** @param random Python's generator; where it stands when the first phase begins is what counts */
  constructor(random: PythonRandom) {
    this.#source = random
  }

  /** A phase begins after `batchesSeen` batches. */
  beginPhase(batchesSeen: number): void {
    this.#random ??= this.#source.copy()
    this.phases = [...this.phases, batchesSeen]
  }

  /** Plans a batch of a phase that has begun; without any, of the first. */
  plan(batch: number, options: SamplingOptions): BatchPlan {
    if (this.phases.length === 0) this.beginPhase(0)
    const phase = this.#phaseOf(batch, options)
    const random = generatorAt(batch + peeksUpTo(phase, options), options)
    return planAt(this.#position(batch, phase, options), this.#order(batch, phase, options), random, options)
  }

  #phaseOf(batch: number, options: SamplingOptions): Phase {
    const size = batchesPerPass(options)
    const number = Math.max(
      0,
      this.phases.findLastIndex((begin) => begin <= batch),
    )
    const lengths = this.phases.slice(0, number).map((begin, phase) => this.phases[phase + 1]! - begin)
    const passesBefore = lengths.reduce((passes, length) => passes + Math.ceil(length / size), 0)
    return { number, begin: this.phases[number]!, passesBefore }
  }

  /** Which of the iterator's batches it is. */
  #position(batch: number, { begin, passesBefore }: Phase, options: SamplingOptions): number {
    const size = batchesPerPass(options)
    const pass = passesBefore + Math.floor((batch - begin) / size)
    return this.#shuffled(pass, size)[(batch - begin) % size]!
  }

  #shuffled(pass: number, size: number): readonly number[] {
    while (this.#shuffles.length <= pass) {
      const positions = Array.from({ length: size }, (_, position) => position)
      this.#random!.shuffle(positions)
      this.#shuffles.push(positions)
    }
    return this.#shuffles[pass]!
  }

  /** The order of the pictures: drawn behind the batch that was read last before the pass. */
  #order(batch: number, phase: Phase, options: SamplingOptions): Int32Array {
    const size = batchesPerPass(options)
    const done = Math.floor((batch - phase.begin) / size)
    if (done === 0) return orderAfterPeeks(phase, options)
    const last = phase.begin + done * size - 1
    const random = generatorAt(last + peeksUpTo(phase, options), options)
    return orderAfter(this.#position(last, phase, options), random, options)
  }
}

function orderAfterPeeks(phase: Phase, options: SamplingOptions): Int32Array {
  const lastPeek = Math.min(peeks, batchesPerPass(options)) - 1
  const random = generatorAt(phase.begin + peeksUpTo(phase, options) - 1, options)
  // The very first batch is read after the iterator's first order has been drawn.
  if (lastPeek === 0 && phase.number === 0) drawOrder(random, options)
  return orderAfter(lastPeek, random, options)
}

/** The order drawn from where reading a batch leaves the generator. */
function orderAfter(position: number, random: RandomState, options: SamplingOptions): Int32Array {
  drawParameters(position, random, options)
  return drawOrder(random, options)
}

/** Batches that were read and thrown away before the first one of a phase, its own included. */
function peeksUpTo({ number }: Phase, options: SamplingOptions): number {
  return (number + 1) * Math.min(peeks, batchesPerPass(options))
}
