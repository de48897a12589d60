import { cutmix, mixup } from '@graft-ml/augment'
import type { BatchSource } from '@graft-ml/core'
import type { TrainConfig } from '../config/train-knobs'

const MIXES = { mixup, cutmix } as const

/** Photos to train on, mixed where that was asked for. */
export function mixPhotos(photos: BatchSource, { mix, seed }: TrainConfig): BatchSource {
  return mix === 'none' ? photos : MIXES[mix](photos, { seed })
}
