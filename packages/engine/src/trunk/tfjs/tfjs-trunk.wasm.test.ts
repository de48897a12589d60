import '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, it } from 'vitest'
import { traceModel } from '../../graph/trace'
import { prepareTrunk } from '../prepare-trunk'
import { SUPPORTED } from '../test-support/cases'
import { expectSame, imagesFor } from '../test-support/compare'

describe('on wasm', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm')
  })

  it.each(Object.entries(SUPPORTED))('%s', async (_, build) => {
    const model = build()
    const trunk = await prepareTrunk(traceModel(model), { runner: 'tfjs' })
    await expectSame(trunk, model, imagesFor(model, 2))
    await trunk.dispose()
    model.dispose()
  })
})
