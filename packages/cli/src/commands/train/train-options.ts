import type { TrainingOptions } from '../../config/add-train-options'

/** What the command line says. */
export interface TrainOptions extends TrainingOptions {
  readonly out?: string
  readonly json: boolean
  readonly quiet: boolean
  /** Serve a page that shows how it goes. */
  readonly ui: boolean
}
