import '@tensorflow/tfjs-backend-cpu'
import { join } from 'node:path'
import { setBackend } from '@tensorflow/tfjs-core'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadWeights } from './load-weights'
import { float16 } from './read-array'
import { readWeights } from './read-weights'

beforeAll(() => setBackend('cpu'))

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

/** What `fixtures/make-weights.py` writes. */
const ramp = (size: number, scale = 1) => Array.from({ length: size }, (_, index) => (index / 8 - 1) * scale)

describe('files that Keras and h5py wrote', () => {
  it('loads the weights of a whole saved model', async () => {
    const model = sequential({
      layers: [
        layers.conv2d({ inputShape: [4, 4, 2], filters: 3, kernelSize: 3 }),
        layers.batchNormalization({ scale: false }),
        layers.flatten(),
        layers.dense({ units: 2 }),
      ],
    })
    expect((await loadWeights(model, fixture('keras-model.h5'))).loaded).toBe(7)
    for (const weight of model.getWeights()) expect([...weight.dataSync()]).toEqual(ramp(weight.size))
  })

  it('converts every type of number and keeps names beyond ASCII', async () => {
    const file = await readWeights(fixture('types.h5'))
    const read = file.layers.map(({ name, weights: [weight] }) => [name, weight!.shape, [...weight!.read()]])
    expect(read).toEqual([
      ['half', [2, 3], ramp(6)],
      ['double', [2, 3], ramp(6)],
      ['big_endian', [2, 3], ramp(6)],
      ['integers', [2, 3], ramp(6, 8)],
      ['compressed', [2, 3], ramp(6)],
      ['scalar', [], [-1]],
      ['größe_層', [2, 3], ramp(6)],
    ])
    file.close()
  })

  it("says what to do with the layout of Keras 3's own weight files", async () => {
    await expect(readWeights(fixture('native.weights.h5'))).rejects.toMatchObject({
      code: 'NO_LAYER_NAMES',
      message: expect.stringContaining('"model.h5"'),
    })
  })
})

describe('half precision', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x7bff, 65504],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('%i is %d', (bits, value) => {
    expect(float16(bits)).toBe(value)
  })
})
