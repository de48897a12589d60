import { dirname } from 'node:path'
import { createProgress } from '@graft-ml/report'
import { version } from '../../../package.json'
import { mergeConfig } from '../../config/merge-config'
import { type FoundConfig, readConfigFile } from '../../config/read-config-file'
import type { TrainConfig } from '../../config/train-knobs'
import { findParts } from '../../photos/find-parts'
import { lookAtPhotos } from '../../photos/look-at-photos'
import { createRun } from '../../run/create-run'
import type { Surroundings } from '../../surroundings'
import { withInterruption } from '../../terminal/interruption'
import { pathOr } from '../../text/path-or'
import { trainRun } from '../../training/train-run'
import { photosFolder } from './photos-folder'
import type { TrainOptions } from './train-options'

/** Decides what the run is, begins it, and gives the exit code. */
export async function runTrain(
  said: string | undefined,
  { preset, config: configPath, out, json, quiet, ui, ...options }: TrainOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { folder: here, stderr } = surroundings
  return await withInterruption(stderr, async (signal) => {
    const file = await readConfigFile(here, configPath)
    const { onProgress, close } = createProgress({ stream: stderr, quiet })
    const photos = await photosFolder({ said, file, here, onProgress, signal }).finally(close)
    const facts = await lookAtPhotos(findParts(photos))
    const fromFile = file ? configIn(file) : {}
    const train = mergeConfig(
      { preset: preset ?? file?.preset, file: fromFile, options: withWeights(options, here) },
      facts,
    )
    const run = { graft: version, photos, classes: facts.classes, train }
    const paths = await createRun(here, run, out)
    return await trainRun({ paths, run, json, quiet, signal, ui }, surroundings)
  })
}

function configIn({ path, photos: _photos, preset: _preset, ...config }: FoundConfig): Partial<TrainConfig> {
  return withWeights(config, dirname(path))
}

/** A path is meant from where it was written. */
function withWeights(config: Partial<TrainConfig>, from: string): Partial<TrainConfig> {
  return config.weights === undefined ? config : { ...config, weights: pathOr(config.weights, from) }
}
