import type { Phase } from '@graft-ml/core'
import type { EngineName } from '@graft-ml/engine'

/** What both sides are given: the exercise's input and sizes. Read by Python too, from the same JSON. */
export interface Setting {
  /** Folder with train/ and validation/, two classes in each. */
  readonly data: string
  /** Weights of Inception V3 without its top. */
  readonly weights: string
  /** Side of the pictures, in pixels. */
  readonly imageSize: number
  readonly batchSize: number
  readonly seed: number
  /** What runs Graft's arithmetic. */
  readonly engine: EngineName | 'auto'
  /** Threads that may work at once; absent: whatever each side takes by itself. */
  readonly threads?: number
}

/** How many calls a process makes before it counts, and how many it counts. */
export interface Calls {
  readonly warmUp: number
  readonly timed: number
}

/** Whole epochs of both phases, with validation. */
export interface ExerciseLength {
  readonly epochs: number
  readonly fineTuneEpochs: number
  readonly steps: number
  readonly validationSteps: number
  /** Fine-tunes on as many augmented variants of each photo, made once; Keras, which has no such thing, on new ones. */
  readonly pooledVariants?: number
}

/** What one process measures. Each has the same meaning on both sides. */
export type Job =
  /** Which versions are at work; it also brings programs and libraries into the system's file cache. */
  | ({ readonly kind: 'about' } & Setting)
  /** Both phases of the exercise, and the peak memory of the process. */
  | ({ readonly kind: 'exercise' } & Setting & ExerciseLength)
  /** Training steps on batches that lie in memory. */
  | ({ readonly kind: 'step'; readonly phase: Phase } & Setting & Calls)
  /** The trunk to mixed7, batch by batch. */
  | ({ readonly kind: 'trunk' } & Setting & Calls)
  /** Decoding, resizing and augmenting. */
  | ({ readonly kind: 'pictures' } & Setting & Calls)
  /** From nothing to the end of the first training step. */
  | ({ readonly kind: 'start'; readonly steps: number } & Setting)

/** Jobs that only Graft's side has. */
export type GraftJob =
  | Job
  /** Writes the trunk's ONNX model into a file. */
  | ({ readonly kind: 'write-trunk'; readonly file: string } & Setting)
  /** The same graph in a plain session of onnxruntime-node. */
  | ({ readonly kind: 'bare-trunk'; readonly trunk: TrunkFile } & Setting & Calls)

/** A trunk as an ONNX model. */
export interface TrunkFile {
  readonly file: string
  /** Name of the graph's input. */
  readonly input: string
}
