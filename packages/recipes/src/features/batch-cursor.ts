import type { Batch, BatchSource } from '@graft-ml/core'
import { InvalidArgumentError } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'

/** A place in a source of batches. */
export interface SourcePosition {
  /** Batches read since the phase began. */
  readonly batches: number
  /** What the source itself says of the place, where it can. */
  readonly source?: Readonly<Record<string, string | number>>
}

/** A batch, and the place in its source behind it. */
export interface PlacedBatch extends Batch {
  readonly after: SourcePosition
}

/** Reads a source of batches a step at a time, beginning anew where a finite source ends. */
export class BatchCursor {
  /** The place behind the last batch that was used; those that were only read ahead do not count. */
  position: SourcePosition
  private iterator: AsyncIterator<Batch> | undefined
  private batches = 0
  private toSkip = 0

  constructor(
    private readonly source: BatchSource,
    /** What the source is called in errors: `train`, `validation`. */
    private readonly role: string,
  ) {
    this.position = this.here()
  }

  /** The next `count` batches. */
  async *take(count: number): AsyncGenerator<PlacedBatch> {
    for (let taken = 0; taken < count; taken++) {
      const batch = await this.next()
      yield { ...batch, after: this.here() }
    }
  }

  /** Goes to a place before anything is read. A source that cannot move is read up to there. */
  moveTo(position: SourcePosition): void {
    if (position.source && this.source.restoreState) {
      this.source.restoreState(position.source)
      this.batches = position.batches
    } else {
      this.toSkip = position.batches
    }
    this.position = position
  }

  /** Stops whatever the source was preparing ahead. Where it can, it goes back behind the last batch that was used. */
  async close(): Promise<void> {
    const { iterator, position } = this
    this.iterator = undefined
    await iterator?.return?.()
    const readAhead = this.batches > position.batches
    if (readAhead && position.source) this.source.restoreState?.(position.source)
  }

  private here(): SourcePosition {
    return { batches: this.batches, source: this.source.state?.() }
  }

  private async next(): Promise<Batch> {
    for (; this.toSkip > 0; this.toSkip--) await this.read()
    return this.read()
  }

  private async read(): Promise<Batch> {
    const open = this.iterator !== undefined
    this.iterator ??= this.source[Symbol.asyncIterator]()
    const { done, value } = await this.iterator.next()
    if (!done) {
      this.batches++
      return value
    }
    this.iterator = undefined
    // Only a source that has given something may begin anew; otherwise this would never end.
    if (open) return this.read()
    throw new RecipeError({
      code: 'NO_BATCHES',
      message: `The ${this.role} source gave no batch.`,
      hint: 'Check that its folder holds pictures, and that a one-pass iterable is not read a second time.',
    })
  }
}

/** Steps of an epoch: as asked for, else one pass over the source. */
export function stepsOf(argument: string, wanted: number | undefined, source: BatchSource): number {
  const steps = wanted ?? source.batchesPerEpoch
  if (steps !== undefined && Number.isInteger(steps) && steps > 0) return steps
  throw new InvalidArgumentError({
    argument,
    expected: 'a whole number of steps above 0',
    received: steps,
    hint:
      wanted === undefined ? 'The source does not say how many batches make an epoch: pass it.' : undefined,
  })
}
