import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { RandomState } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { keras, toImage } from './keras'

const thread = `
  const { parentPort, workerData: { portable, image, parameters } } = require('node:worker_threads')
  import(portable.module).then((module) => {
    const transform = module[portable.exportName](portable.options)
    parentPort.postMessage(transform.apply(image, parameters))
  })
`

type Built = typeof import('../src/index')

/** The built package, as users load it; run the build before the tests. */
const builds: [format: string, load: () => Promise<Built>][] = [
  ['ESM', () => import(/* @vite-ignore */ new URL('../dist/index.js', import.meta.url).href)],
  ['CommonJS', async () => createRequire(import.meta.url)('../dist/index.cjs')],
]

describe('portable', () => {
  it.each(builds)('builds the same generator in another thread from the %s build', async (_, load) => {
    const { imageDataGenerator } = await load()
    const generator = imageDataGenerator({ rotationRange: 40, rescale: 1 / 255, brightnessRange: [0.5, 2] })
    const image = toImage(keras.image)
    const parameters = generator.sample(new RandomState(3), image)
    const worker = new Worker(thread, {
      eval: true,
      workerData: { portable: generator.portable, image, parameters },
    })
    const changed = await new Promise((resolve, reject) =>
      worker.once('message', resolve).once('error', reject),
    )
    await worker.terminate()
    expect(changed).toEqual(generator.apply(toImage(keras.image), parameters))
  })
})
