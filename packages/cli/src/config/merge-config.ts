import { InvalidArgumentError } from '@graft-ml/core'
import type { PhotoFacts } from '../photos/look-at-photos'
import { configForPhotos } from './config-for-photos'
import { PRESETS, type PresetName, USUAL } from './presets'
import { BLOCKS, type TrainConfig } from './train-knobs'

/** What was said, and by whom. */
export interface SaidConfig {
  readonly preset?: PresetName
  /** By a file. */
  readonly file: Partial<TrainConfig>
  /** By options. */
  readonly options: Partial<TrainConfig>
}

/**
 * Every question answered: by the options, else by the file, else by the preset, else by the photos.
 *
 * @throws InvalidArgumentError where answers contradict each other
 */
export function mergeConfig({ preset, file, options }: SaidConfig, facts: PhotoFacts): TrainConfig {
  const presets = preset ? PRESETS[preset] : {}
  const config: TrainConfig = { ...USUAL, ...configForPhotos(facts), ...presets, ...file, ...options }
  checkCut(config)
  checkPool(config)
  checkRate(config)
  return config
}

function checkCut({ cutAt, unfreezeAfter, fineTuneEpochs }: TrainConfig): void {
  if (fineTuneEpochs === 0 || BLOCKS.indexOf(unfreezeAfter) < BLOCKS.indexOf(cutAt)) return
  throw new InvalidArgumentError({
    argument: '--unfreeze-after',
    expected: `a block before ${cutAt}, where the network is cut`,
    received: unfreezeAfter,
    hint: 'Nothing of it would be fine-tuned; with --fine-tune-epochs 0 it need not be.',
  })
}

function checkPool({ pooled, mix }: TrainConfig): void {
  if (pooled === 0 || mix === 'none') return
  throw new InvalidArgumentError({
    argument: '--mix',
    expected: 'none where variants are pooled',
    received: mix,
    hint: 'Pooled photos never meet: give --pooled 0 to mix them.',
  })
}

function checkRate({ schedule, plateau }: TrainConfig): void {
  if (schedule === 'constant' || plateau === 0) return
  throw new InvalidArgumentError({
    argument: '--schedule',
    expected: 'constant where --plateau lowers the rate',
    received: schedule,
    hint: 'Both would set the learning rate: give --plateau 0 to follow the schedule.',
  })
}
