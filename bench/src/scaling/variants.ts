/** One line of the scaling table: what differs from the exercise. */
export interface Variant {
  /** Share of the photos, of train/ and validation/ alike; 2 lists each photo twice. */
  readonly share: number
  readonly batchSize: number
  readonly imageSize: number
  /** undefined: whatever each side takes by itself. */
  readonly threads?: number
}

const EXERCISE = { batchSize: 20, imageSize: 150 }
const SHARES = [0.25, 0.5, 1, 2]
/** For everything but the number of photos, a quarter of them tells as much. */
const FEW = 0.25
const BATCH_SIZES = [10, 40]
const IMAGE_SIZES = [100, 224]
const THREADS = [1, 2]

/** More and fewer photos; then smaller and larger batches and pictures, and fewer threads, on a quarter of them. */
export function variants(cores: number): Variant[] {
  const few = { share: FEW, ...EXERCISE }
  return [
    ...SHARES.map((share) => ({ share, ...EXERCISE })),
    ...BATCH_SIZES.map((batchSize) => ({ ...few, batchSize })),
    ...IMAGE_SIZES.map((imageSize) => ({ ...few, imageSize })),
    ...THREADS.filter((threads) => threads <= cores).map((threads) => ({ ...few, threads })),
  ]
}
