import '@tensorflow/tfjs-backend-cpu'
import { memory, setBackend, tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { preprocessInput } from './preprocess-input'

beforeAll(() => setBackend('cpu'))

describe('preprocessInput', () => {
  const pixels = Float32Array.from([0, 1, 63.75, 127.5, 128, 254, 255])
  const expected = [-1, -0.9921568632125854, -0.5, 0, 0.003921627998352051, 0.9921568632125854, 1]

  it('makes -1 to 1 of 0 to 255 and keeps its input', () => {
    const before = pixels.slice()
    const { data, shape } = preprocessInput({ data: pixels, shape: [7] })
    expect([...data]).toEqual(expected)
    expect(shape).toEqual([7])
    expect(pixels).toEqual(before)
    expect([...preprocessInput({ data: Uint8Array.from([0, 255]), shape: [2] }).data]).toEqual([-1, 1])
  })

  it('does the same to tensors, of integers too', () => {
    const images = tensor(pixels)
    const prepared = preprocessInput(images)
    expect([...prepared.dataSync()]).toEqual(expected)
    expect([...images.dataSync()]).toEqual([...pixels])
    const integers = tensor([0, 255], [2], 'int32')
    const fromIntegers = preprocessInput(integers)
    expect([...fromIntegers.dataSync()]).toEqual([-1, 1])
    for (const used of [images, prepared, integers, fromIntegers]) used.dispose()
    expect(memory().numTensors).toBe(0)
  })

  it('says what it takes', () => {
    expect(() => preprocessInput([1, 2] as never)).toThrow('{ data, shape }')
  })
})
