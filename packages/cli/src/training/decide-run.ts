import { dirname } from 'node:path'
import type { OnProgress } from '@graft-ml/core'
import { version } from '../../package.json'
import { mergeConfig } from '../config/merge-config'
import type { PresetName } from '../config/presets'
import { type FoundConfig, readConfigFile } from '../config/read-config-file'
import type { TrainConfig } from '../config/train-knobs'
import { findParts } from '../photos/find-parts'
import { lookAtPhotos } from '../photos/look-at-photos'
import type { RunConfig } from '../run/run-config'
import { pathOr } from '../text/path-or'
import { photosFolder } from './photos-folder'

/** What a command line says of a training. */
export interface SaidTraining {
  /** Where the photos are. */
  readonly photos: string | undefined
  readonly preset?: PresetName
  /** Path of a configuration. */
  readonly config?: string
  readonly knobs: Partial<TrainConfig>
}

export interface DecideRunOptions {
  /** Where the command was called. */
  readonly here: string
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/** Decides what a training is, from what is said, the configuration file and the photos, which are fetched if need be. */
export async function decideRun(
  { photos: said, preset, config, knobs }: SaidTraining,
  { here, onProgress, signal }: DecideRunOptions,
): Promise<RunConfig> {
  const file = await readConfigFile(here, config)
  const photos = await photosFolder({ said, file, here, onProgress, signal })
  const facts = await lookAtPhotos(findParts(photos))
  const fromFile = file ? configIn(file) : {}
  const options = withWeights(knobs, here)
  const train = mergeConfig({ preset: preset ?? file?.preset, file: fromFile, options }, facts)
  return { graft: version, photos, classes: facts.classes, train }
}

function configIn({ path, photos: _photos, preset: _preset, ...config }: FoundConfig): Partial<TrainConfig> {
  return withWeights(config, dirname(path))
}

/** A path is meant from where it was written. */
function withWeights(config: Partial<TrainConfig>, from: string): Partial<TrainConfig> {
  return config.weights === undefined ? config : { ...config, weights: pathOr(config.weights, from) }
}
