import type { PresetName } from './presets'
import type { TrainConfig } from './train-knobs'

/** What `graft.config.ts` may say. */
export interface ConfigFile extends Partial<TrainConfig> {
  /** Folder, archive, url or name of a data set. A path is meant from the file's folder. */
  readonly photos?: string
  readonly preset?: PresetName
}
