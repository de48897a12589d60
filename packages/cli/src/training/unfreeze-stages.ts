import type { UnfreezeStage } from '@graft-ml/recipes'
import { BLOCKS, type TrainConfig } from '../config/train-knobs'

/** Opens one block more with each stage, until those that are to be fine-tuned are open; the epochs are shared out. */
export function unfreezeStages({ cutAt, unfreezeAfter, fineTuneEpochs }: TrainConfig): UnfreezeStage[] {
  const frozen = BLOCKS.slice(BLOCKS.indexOf(unfreezeAfter), BLOCKS.indexOf(cutAt)).reverse()
  // With fewer epochs than blocks the first stages open several at once.
  const stages = frozen.slice(-fineTuneEpochs)
  return stages.map((after, stage) => {
    const [from, to] = [stage, stage + 1].map((one) => Math.trunc((one * fineTuneEpochs) / stages.length))
    return { after, epochs: to! - from! }
  })
}
