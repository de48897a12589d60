/** A mean that values are added to: the loss of an epoch is the batches' mean losses by their sizes. */
export class WeightedMean {
  #total = 0
  #weight = 0

  /** Takes a value into the mean. */
  add(value: number, weight = 1): void {
    this.#total += value * weight
    this.#weight += weight
  }

  /** 0 before the first value, as in Keras. */
  result(): number {
    return this.#weight === 0 ? 0 : this.#total / this.#weight
  }

  /** Forgets all values. */
  reset(): void {
    this.#total = 0
    this.#weight = 0
  }
}
