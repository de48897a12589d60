import type { PresetName } from '../../config/presets'
import type { TrainConfig } from '../../config/train-knobs'

/** What the command line says. */
export interface TrainOptions extends Partial<TrainConfig> {
  readonly preset?: PresetName
  /** Path of a configuration. */
  readonly config?: string
  readonly out?: string
  readonly json: boolean
  readonly quiet: boolean
  /** Serve a page that shows how it goes. */
  readonly ui: boolean
}
