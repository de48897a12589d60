import '@tensorflow/tfjs-backend-cpu'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory, setBackend, tensor } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClassIndex } from './class-index'
import { decodePredictions } from './decode-predictions'

let folder: string
beforeAll(async () => {
  await setBackend('cpu')
  folder = mkdtempSync(join(tmpdir(), 'graft-classes-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const classIndex: ClassIndex = Object.fromEntries(
  Array.from({ length: 1000 }, (_, index) => [index, [`n${index}`, `class ${index}`] as const]),
)

function scores(...best: [index: number, score: number][]): Float32Array {
  const row = new Float32Array(1000)
  for (const [index, score] of best) row[index] = score
  return row
}

describe('decodePredictions', () => {
  it('names the best classes of each picture, best first', async () => {
    const data = new Float32Array(2000)
    data.set(scores([281, 0.5], [7, 0.25], [999, 0.125]))
    data.set(scores([0, 1]), 1000)
    const decoded = await decodePredictions({ data, shape: [2, 1000] }, { top: 3, classIndex })
    expect(decoded).toHaveLength(2)
    expect(decoded[0]).toEqual([
      { index: 281, id: 'n281', name: 'class 281', score: 0.5 },
      { index: 7, id: 'n7', name: 'class 7', score: 0.25 },
      { index: 999, id: 'n999', name: 'class 999', score: 0.125 },
    ])
    expect(decoded[1]![0]).toMatchObject({ index: 0, score: 1 })
  })

  it('takes a tensor and leaves it alone, and names from a file', async () => {
    const path = join(folder, 'classes.json')
    writeFileSync(path, JSON.stringify(classIndex))
    const predictions = tensor(scores([3, 1]), [1, 1000])
    const [best] = await decodePredictions(predictions, { classIndex: path })
    expect(best).toHaveLength(5)
    expect(best![0]!.name).toBe('class 3')
    predictions.dispose()
    expect(memory().numTensors).toBe(0)
  })

  it('refuses predictions of another shape', async () => {
    for (const shape of [[1, 2], [1000], [1, 1, 1000]]) {
      await expect(
        decodePredictions({ data: new Float32Array(1000), shape }, { classIndex }),
      ).rejects.toMatchObject({
        argument: 'predictions',
        message: expect.stringContaining('[N, 1000]'),
      })
    }
    const one = { data: new Float32Array(1000), shape: [1, 1000] }
    await expect(decodePredictions(one, { classIndex, top: 0 })).rejects.toMatchObject({ argument: 'top' })
  })

  it('refuses class names that are none', async () => {
    const one = { data: new Float32Array(1000), shape: [1, 1000] }
    await expect(decodePredictions(one, { classIndex: { 0: ['n', 'one'] } })).rejects.toThrow(
      'Class 1 is missing',
    )
    const path = join(folder, 'page.json')
    writeFileSync(path, '<html>')
    await expect(decodePredictions(one, { classIndex: path })).rejects.toMatchObject({
      code: 'BAD_CLASS_INDEX',
    })
    writeFileSync(path, 'null')
    await expect(decodePredictions(one, { classIndex: path })).rejects.toMatchObject({
      argument: 'classIndex',
    })
  })

  it('fetches the published names, and refuses others in their place', async () => {
    const one = { data: new Float32Array(1000), shape: [1, 1000] }
    const fetch = async () => new Response(JSON.stringify(classIndex))
    await expect(decodePredictions(one, { folder, fetch })).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      expected: 'c2c37ea517e94d9795004a39431a14cb',
    })
  })
})
