import type { BatchSource } from '@graft-ml/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { evaluate, LambdaCallback, predict } from '../../src/index'
import { photoPasses } from '../../src/test-support/photo-passes'
import { smallModel } from '../../src/test-support/small-model'
import { smallEngine, smallRun } from '../support/small-run'
import { watched } from '../support/watched-engine'

beforeAll(smallEngine)

/** Counts the batches that were read. */
function counted(source: BatchSource): { source: BatchSource; reads: () => number } {
  let reads = 0
  return {
    reads: () => reads,
    source: {
      ...source,
      async *[Symbol.asyncIterator]() {
        for await (const batch of source) {
          reads++
          yield batch
        }
      },
    },
  }
}

const long = () => photoPasses({ photos: 40, augment: true })

describe('while a step runs', () => {
  it('the trunk has the next two batches, and the source was asked for no more', async () => {
    const { engine, trunk, steps } = watched(await smallEngine())
    const { source, reads } = counted(long())
    const seen: number[][] = []
    const onStepBegin = () => {
      seen.push([steps.length, trunk.length, reads()])
    }
    const callbacks = [new LambdaCallback({ onStepBegin })]
    await smallRun({ engine, train: source, validation: undefined, epochs: 1, callbacks })
    // Ten steps: in the last two there is nothing left to run ahead with.
    expect(seen).toHaveLength(10)
    for (const [step, begun, read] of seen) {
      const ahead = Math.min(10, step + 3)
      expect(begun).toBeGreaterThanOrEqual(Math.min(10, step + 2))
      expect(begun).toBeLessThanOrEqual(ahead)
      expect(read).toBeLessThanOrEqual(ahead)
    }
    expect(reads()).toBe(10)
  })
})

describe('what was read ahead and not used', () => {
  it('does not count: the source goes back behind the last step', async () => {
    const train = long()
    const onStepEnd = (context: { stop(): void }, step: number) => {
      if (step === 3) context.stop()
    }
    const { reason } = await smallRun({ train, callbacks: [new LambdaCallback({ onStepEnd })] })
    expect(reason).toBe('stopped-by-callback')
    expect(train.state!()).toMatchObject({ next: 4 })
  })

  it('does not count for predictions that are left early either', async () => {
    const engine = await smallEngine()
    const { model } = smallModel()
    const data = long()
    let batches = 0
    for await (const { outputs } of predict(model, { engine, data })) {
      expect(outputs.shape).toEqual([4, 1])
      if (++batches === 2) break
    }
    expect(data.state!()).toMatchObject({ next: 2 })
    await evaluate(model, { engine, data, steps: 3 })
    expect(data.state!()).toMatchObject({ next: 5 })
    model.dispose()
  })

  it('is not lost on a run that fails, and nothing goes on running', async () => {
    const { engine, trunk } = watched(await smallEngine())
    const onStepEnd = (_: unknown, step: number) => {
      if (step === 2) throw new Error('failure')
    }
    const train = long()
    await expect(smallRun({ engine, train, callbacks: [new LambdaCallback({ onStepEnd })] })).rejects.toThrow(
      'failure',
    )
    const runs = trunk.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(trunk).toHaveLength(runs)
    expect(train.state!()).toMatchObject({ next: 3 })
  })
})
