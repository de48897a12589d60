import { GraftError, InvalidArgumentError, type WeightFile } from '@graft-ml/core'
import { readWeights, type WeightsFile, type WeightsSource } from '@graft-ml/keras'
import type { FetchOptions } from './fetch-options'
import { fetchPublished } from './fetch-published'

/** What a user may say that weights are, besides none. */
export interface WeightsChoice {
  /** `'imagenet'`, a path, a url, or bytes. */
  readonly weights: WeightsSource
  /** What `'imagenet'` means. */
  readonly published: WeightFile
  /** The valid choices, in words. */
  readonly valid: string
}

/** Opens the weights that were asked for, after downloading them where that is needed. */
export async function openWeights(choice: WeightsChoice, options: FetchOptions): Promise<WeightsFile> {
  const { weights, published, valid } = choice
  if (weights === 'imagenet') return readWeights(await fetchPublished(published, options))
  if (typeof weights === 'string' && /^https?:\/\//i.test(weights)) {
    return readWeights(await fetchPublished({ url: weights }, { ...options, mirrors: [] }))
  }
  try {
    return await readWeights(weights)
  } catch (cause) {
    if (!GraftError.isInstance(cause) || cause.code !== 'WEIGHTS_FILE_NOT_FOUND') throw cause
    throw new InvalidArgumentError({
      argument: 'weights',
      expected: valid,
      received: weights,
      hint: cause.message,
      cause,
    })
  }
}
