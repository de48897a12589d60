import type { EngineName } from '@graft-ml/engine'
import type { Check } from '../compare/check'
import type { GoldensFolder } from '../goldens/goldens-folder'

/** What a section is checked with. */
export interface ParityInput {
  readonly goldens: GoldensFolder
  /** Folder with train/ and validation/. */
  readonly photos: string
  /** File of Inception V3's weights without the top. */
  readonly weights: string
  /** Engines to check, in order. */
  readonly engines: readonly EngineName[]
  readonly exercise: ExerciseSettings
}

export interface ExerciseSettings {
  /** Default: the seeds of the goldens. */
  readonly seeds?: readonly number[]
  /** Where the runs are kept, one folder a seed; those that are complete are not run again. */
  readonly runs: string
  readonly say: (line: string) => void
}

/** Yields its checks one by one. @throws GraftError where the section cannot be checked */
export type Section = (input: ParityInput) => AsyncGenerator<Check>
