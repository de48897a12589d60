import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveImage } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { saveWeights } from '@graft-ml/keras'
import { inceptionV3 } from '@graft-ml/zoo'
import { makeUpWeights, noise } from '../../packages/zoo/test/made-up-weights'

export interface SmallInput {
  /** Where everything lies, with room for more. */
  readonly folder: string
  /** Four training and two validation pictures of noise in each of two classes. */
  readonly photos: string
  /** Made-up values. */
  readonly weights: string
  remove(): Promise<void>
}

export async function makeSmallInput(): Promise<SmallInput> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-test-'))
  const photos = join(folder, 'photos')
  const weights = join(folder, 'made-up.h5')
  await drawPhotos(photos)
  await writeMadeUpWeights(weights)
  return { folder, photos, weights, remove: () => rm(folder, { recursive: true }) }
}

async function drawPhotos(folder: string): Promise<void> {
  let stream = 0
  for (const [part, count] of Object.entries({ train: 4, validation: 2 })) {
    for (const name of ['cats', 'dogs']) {
      const into = join(folder, part, name)
      await mkdir(into, { recursive: true })
      for (let at = 0; at < count; at++) {
        const data = noise(90 * 80 * 3, ++stream, 255, 127.5)
        await saveImage(join(into, `${at}.jpg`), { data, height: 80, width: 90, channels: 3 })
      }
    }
  }
}

async function writeMadeUpWeights(path: string): Promise<void> {
  await createEngine({ engine: 'cpu' })
  const model = await inceptionV3({ includeTop: false, inputShape: [75, 75, 3], weights: null })
  makeUpWeights(model)
  await saveWeights(model, path)
  model.dispose()
}
