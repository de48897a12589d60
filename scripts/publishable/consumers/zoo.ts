import assert from 'node:assert/strict'
import { decodePredictions, inceptionV3, preprocessInput } from '@graft-ml/zoo'
import '@tensorflow/tfjs-backend-wasm'
import { setBackend } from '@tensorflow/tfjs-core'

export async function use(): Promise<void> {
  await setBackend('wasm')
  const trunk = await inceptionV3({ includeTop: false, inputShape: [75, 75, 3], weights: null })
  assert.deepEqual(trunk.getLayer('mixed7').outputShape, [null, 3, 3, 768])

  const picture = { data: Uint8Array.of(0, 255), shape: [1, 2] }
  assert.deepEqual([...preprocessInput(picture).data], [-1, 1])

  const names = Array.from({ length: 1000 }, (_, index) => [`n${index}`, `class ${index}`] as const)
  const scores = {
    data: Float32Array.from({ length: 1000 }, (_, index) => Number(index === 281)),
    shape: [1, 1000],
  }
  const [best] = await decodePredictions(scores, { top: 1, classIndex: Object.fromEntries(names.entries()) })
  assert.equal(best?.[0]?.name, 'class 281')
}
