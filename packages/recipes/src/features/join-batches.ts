import type { NdArray } from '@graft-ml/core'
import type { FeatureBatch } from './feature-source'

/** Batches as one. */
export interface JoinedBatch extends FeatureBatch {
  /** How many there were. */
  readonly batches: number
}

/** A large head's weights take as long to read for one picture as for many; more than this gain little and take memory. */
const MOST_ROWS = 64

/**
 * Joins batches as long as they have no more than `most` pictures together. In inference each picture is by itself, so what
 * comes of them is the same. The joined arrays are written over when the next ones are asked for.
 */
export async function* joinBatches(
  batches: AsyncIterable<FeatureBatch>,
  most = MOST_ROWS,
): AsyncGenerator<JoinedBatch> {
  const group = new Group(most)
  for await (const batch of batches) {
    if (!group.takes(batch) && group.batches > 0) yield group.join()
    if (group.takes(batch)) group.add(batch)
    else yield { ...batch, batches: 1 }
  }
  if (group.batches > 0) yield group.join()
}

/** Batches that are being joined, in memory that is used for one group after the other. */
class Group {
  batches = 0
  private rows = 0
  private features: Rows[] = []
  private labels: Rows | undefined
  private paths: string[] | undefined
  private after: FeatureBatch['after'] | undefined

  constructor(private readonly most: number) {}

  takes({ features, labels }: FeatureBatch): boolean {
    if (this.rows + features[0].shape[0] > this.most) return false
    if (this.batches === 0) return true
    const alike = features.every((array, place) => this.features[place]?.isLike(array))
    return alike && (labels === undefined ? this.labels === undefined : this.labels?.isLike(labels) === true)
  }

  add({ features, labels, paths, after }: FeatureBatch): void {
    if (this.batches === 0) this.begin({ features, labels, paths, after })
    for (const [place, array] of features.entries()) this.features[place].write(array, this.rows)
    if (labels) this.labels?.write(labels, this.rows)
    this.paths = paths && this.paths && [...this.paths, ...paths]
    this.after = after
    this.rows += features[0].shape[0]
    this.batches += 1
  }

  join(): JoinedBatch {
    const { batches, rows, labels, paths } = this
    this.batches = 0
    this.rows = 0
    const features = this.features.map((array) => array.read(rows))
    return { features, labels: labels?.read(rows), paths, after: this.after!, batches }
  }

  private begin({ features, labels, paths }: FeatureBatch): void {
    this.features = features.map((array, place) => this.roomFor(array, this.features[place]))
    this.labels = labels && this.roomFor(labels, this.labels)
    this.paths = paths && []
  }

  private roomFor(array: NdArray, former: Rows | undefined): Rows {
    return former?.isLike(array) ? former : new Rows(array, this.most)
  }
}

/** Room for rows of one shape. */
class Rows {
  private readonly rowShape: readonly number[]
  private readonly rowSize: number
  private readonly data: Float32Array

  constructor({ shape }: NdArray, count: number) {
    this.rowShape = shape.slice(1)
    this.rowSize = this.rowShape.reduce((size, length) => size * length, 1)
    this.data = new Float32Array(count * this.rowSize)
  }

  isLike({ shape }: NdArray): boolean {
    return (
      shape.length === this.rowShape.length + 1 && this.rowShape.every((size, at) => size === shape[at + 1])
    )
  }

  write({ data }: NdArray, row: number): void {
    this.data.set(data, row * this.rowSize)
  }

  read(count: number): NdArray {
    return { data: this.data.subarray(0, count * this.rowSize), shape: [count, ...this.rowShape] }
  }
}
