import { dispose, type Variable, variable } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import fixture from '../../reference/fixtures/optimizers.json'
import { backends, expectClose, leakOf, toTensor, use } from '../../test/backends'
import { adam } from './adam'
import { createOptimizer } from './create-optimizer'
import type { Optimizer } from './optimizer'
import type { OptimizerConfig } from './optimizer-config'
import { rmsprop } from './rmsprop'
import { sgd } from './sgd'

const factories: Record<string, (options: object) => OptimizerConfig> = { rmsprop, sgd, adam }

const start = (): Variable[] => fixture.variables.map((vector) => variable(toTensor(vector)))

/** One step of the fixture's six; its learning rate is halved before the fourth. */
function take(optimizer: Optimizer, variables: readonly Variable[], step: number, order = [0, 1]): void {
  const gradients = fixture.gradients[step]!.map(toTensor)
  if (step === 3) optimizer.learningRate /= 2
  optimizer.apply(
    order.map((i) => ({ variable: variables[i]!, gradient: gradients[i]!, name: `layer/${i}` })),
  )
  dispose(gradients)
}

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => use(backend))

  describe.each(fixture.cases)('$kind $options', ({ kind, options, steps }) => {
    const config = factories[kind]!(options)

    it('equals Keras over six steps', () => {
      const [optimizer, variables] = [createOptimizer(config), start()]
      steps.forEach((wanted, step) => {
        take(optimizer, variables, step)
        variables.forEach((one, i) => {
          expectClose(one, wanted[i]!, 5e-7)
        })
      })
      expect(optimizer.iterations).toBe(6)
      optimizer.dispose()
      dispose(variables)
    })

    it('finds its slots by the variable, in whatever order they come', () => {
      const [optimizer, variables] = [createOptimizer(config), start()]
      for (let step = 0; step < 6; step++) take(optimizer, variables, step, step % 2 ? [1, 0] : [0, 1])
      variables.forEach((one, i) => {
        expectClose(one, steps.at(-1)![i]!, 5e-7)
      })
      optimizer.dispose()
      dispose(variables)
    })

    it('goes on from a saved state as if it had never stopped', async () => {
      const [first, variables] = [createOptimizer(config), start()]
      for (let step = 0; step < 4; step++) take(first, variables, step)
      const state = JSON.parse(JSON.stringify(await first.state(), typedArraysAsLists))
      const resumed = createOptimizer(config)
      resumed.restore(withTypedArrays(state))
      for (let step = 4; step < 6; step++) take(resumed, variables, step)
      variables.forEach((one, i) => {
        expectClose(one, steps.at(-1)![i]!, 5e-7)
      })
      expect(resumed.iterations).toBe(6)
      expect(resumed.learningRate).toBe(config.learningRate / 2)
      dispose(variables)
      first.dispose()
      resumed.dispose()
    })

    it('keeps its slots and nothing else, and frees them', () => {
      const [optimizer, variables] = [createOptimizer(config), start()]
      const expected = { rmsprop: 1, sgd: 0, adam: 2 }[kind]! + extraSlots(options)
      expect(leakOf(() => take(optimizer, variables, 0))).toBe(expected * variables.length)
      expect(leakOf(() => take(optimizer, variables, 1))).toBe(0)
      expect(leakOf(() => optimizer.dispose())).toBe(0 - expected * variables.length)
      dispose(variables)
    })
  })
})

function extraSlots(options: Record<string, unknown>): number {
  return ['momentum', 'centered', 'amsgrad'].filter((name) => options[name]).length
}

function typedArraysAsLists(_key: string, value: unknown): unknown {
  return value instanceof Float32Array ? [...value] : value
}

function withTypedArrays(state: Awaited<ReturnType<Optimizer['state']>>) {
  const slots = Object.entries(state.slots).map(([name, { data, shape }]) => [
    name,
    { data: Float32Array.from(data), shape },
  ])
  return { ...state, slots: Object.fromEntries(slots) }
}
