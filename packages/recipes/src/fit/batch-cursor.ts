import type { Batch, BatchSource } from '@graft-ml/core'
import { InvalidArgumentError } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'

/** Reads a source of batches a step at a time, beginning anew where a finite source ends. */
export class BatchCursor {
  private iterator: AsyncIterator<Batch> | undefined

  constructor(
    private readonly source: BatchSource,
    /** What the source is called in errors: `train`, `validation`. */
    private readonly role: string,
  ) {}

  /** The next `count` batches. */
  async *take(count: number): AsyncGenerator<Batch> {
    for (let taken = 0; taken < count; taken++) yield await this.next()
  }

  /** Stops whatever the source was preparing ahead. */
  async close(): Promise<void> {
    const iterator = this.iterator
    this.iterator = undefined
    await iterator?.return?.()
  }

  private async next(): Promise<Batch> {
    const open = this.iterator !== undefined
    this.iterator ??= this.source[Symbol.asyncIterator]()
    const { done, value } = await this.iterator.next()
    if (!done) return value
    this.iterator = undefined
    // Only a source that has given something may begin anew; otherwise this would never end.
    if (open) return this.next()
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
