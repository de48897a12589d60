import { InvalidArgumentError } from '@graft-ml/core'
import { engine, memory, ones, profile, sub, tensor1d, variable, zeros } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { use } from '../../test/backends'
import { adam } from './adam'
import { createOptimizer } from './create-optimizer'
import { OptimizerStateError } from './optimizer-state-error'
import { rmsprop } from './rmsprop'
import { sgd } from './sgd'

beforeAll(() => use('cpu'))

describe('configs', () => {
  it('are frozen plain data with the defaults of Keras', () => {
    const [a, b, c] = [rmsprop(), sgd(), adam()]
    expect(a).toEqual({
      kind: 'rmsprop',
      learningRate: 0.001,
      rho: 0.9,
      momentum: 0,
      epsilon: 1e-7,
      centered: false,
    })
    expect(b).toEqual({ kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false })
    expect(c).toEqual({
      kind: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      amsgrad: false,
    })
    expect([a, b, c].every(Object.isFrozen)).toBe(true)
    expect(rmsprop({ learningRate: undefined, rho: 0.5 })).toEqual({ ...a, rho: 0.5 })
  })

  it('refuse unknown options and list the valid ones', () => {
    const unknown = () => sgd({ lr: 0.1 } as never)
    expect(unknown).toThrow(InvalidArgumentError)
    expect(unknown).toThrow(
      /option of sgd must be one of 'learningRate', 'momentum', 'nesterov'.*Received: 'lr'/,
    )
    expect(() => rmsprop({ beta1: 0.1 } as never)).toThrow(InvalidArgumentError)
    // Not an option, although the config has it.
    expect(() => adam({ kind: 'sgd' } as never)).toThrow(InvalidArgumentError)
  })

  it('refuse values that make no sense', () => {
    expect(() => sgd({ learningRate: -1 })).toThrow(/learningRate of sgd must be a number at least 0/)
    expect(() => sgd({ learningRate: Number.NaN })).toThrow(InvalidArgumentError)
    expect(() => sgd({ nesterov: 1 as never })).toThrow(/true or false/)
    expect(() => adam({ beta2: 1 })).toThrow(InvalidArgumentError)
    expect(() => rmsprop({ clipNorm: 0 })).toThrow(InvalidArgumentError)
    expect(() => rmsprop({ clipNorm: 1, clipValue: 1 })).toThrow(
      /at most one of clipNorm, clipValue, globalClipNorm/,
    )
    expect(() => createOptimizer({ ...sgd(), kind: 'lion' } as never)).toThrow(/'rmsprop', 'sgd', 'adam'/)
  })
})

describe('apply', () => {
  it('refuses a gradient of another shape, and changes nothing', () => {
    const [one, two] = [variable(ones([2])), variable(ones([3]))]
    const optimizer = createOptimizer(sgd())
    expect(() =>
      optimizer.apply([
        { variable: one, gradient: ones([2]) },
        { variable: two, gradient: ones([2]), name: 'dense/bias' },
      ]),
    ).toThrow(/gradient of 'dense\/bias' must be of the variable's shape, \[3\]/)
    expect(Array.from(one.dataSync())).toEqual([1, 1])
    expect(optimizer.iterations).toBe(0)
  })

  it('refuses two variables of one name', () => {
    const optimizer = createOptimizer(rmsprop())
    const gradients = [1, 2].map(() => ({
      variable: variable(ones([2])),
      gradient: ones([2]),
      name: 'kernel',
    }))
    expect(() => optimizer.apply(gradients)).toThrow(/name of a variable must be different/)
  })

  it('gives a variable that joins later slots of its own, at zero', () => {
    const [early, late] = [variable(zeros([1])), variable(zeros([1]))]
    const optimizer = createOptimizer(sgd({ learningRate: 1, momentum: 0.5 }))
    const of = (one: typeof early) => ({ variable: one, gradient: tensor1d([1]) })
    optimizer.apply([of(early)])
    optimizer.apply([of(late), of(early)])
    expect([early.dataSync()[0], late.dataSync()[0]]).toEqual([-2.5, -1])
  })

  it('has slots that tfjs does not take for weights to be trained', () => {
    const trainable = () => Object.values(engine().registeredVariables).filter((one) => one.trainable).length
    const weight = variable(ones([2]))
    const before = trainable()
    const optimizer = createOptimizer(adam())
    optimizer.apply([{ variable: weight, gradient: ones([2]) }])
    expect(trainable()).toBe(before)
    optimizer.dispose()
  })

  it.each([
    rmsprop(),
    rmsprop({ momentum: 0.9, centered: true }),
    sgd({ momentum: 0.9 }),
    adam({ amsgrad: true }),
  ])('needs memory for three temporaries of one variable at most: %o', async (config) => {
    const variables = [1, 2].map(() => ({ variable: variable(ones([1000])), gradient: ones([1000]) }))
    const optimizer = createOptimizer(config)
    optimizer.apply(variables)
    const before = memory().numBytes
    const { peakBytes } = await profile(() => optimizer.apply(variables))
    expect(peakBytes - before).toBeLessThan(3.1 * 4000)
    optimizer.dispose()
  })

  it('lets an engine replace the update of a variable', () => {
    const weight = variable(ones([2]))
    const seen: unknown[] = []
    const optimizer = createOptimizer(rmsprop({ rho: 0.5 }), {
      rules: {
        rmsprop: ({ config, variable: one, gradient, slots, learningRate, step }) => {
          seen.push([config.rho, Object.keys(slots), learningRate, step])
          slots.velocity!.assign(gradient)
          one.assign(sub(one, gradient))
        },
      },
    })
    optimizer.learningRate = 0.25
    optimizer.apply([{ variable: weight, gradient: tensor1d([3, 4]) }])
    optimizer.apply([{ variable: weight, gradient: tensor1d([3, 4]) }])
    expect(seen).toEqual([
      [0.5, ['velocity'], 0.25, 1],
      [0.5, ['velocity'], 0.25, 2],
    ])
    expect(Array.from(weight.dataSync())).toEqual([-5, -7])
  })
})

describe('a restored state', () => {
  const step = (name: string, shape = [2]) => [
    { variable: variable(ones(shape)), gradient: ones(shape), name },
  ]
  const saved = async () => {
    const optimizer = createOptimizer(rmsprop())
    optimizer.apply(step('dense/kernel'))
    return optimizer.state()
  }

  it('is a copy under the names of the variables', async () => {
    const state = await saved()
    expect(state).toMatchObject({ kind: 'rmsprop', iterations: 1, learningRate: 0.001 })
    expect(Object.keys(state.slots)).toEqual(['dense/kernel/velocity'])
    const optimizer = createOptimizer(rmsprop())
    optimizer.restore(state)
    expect(await optimizer.state()).toEqual(state)
    optimizer.apply(step('dense/kernel'))
    expect(state.slots['dense/kernel/velocity']!.data[0]).toBeCloseTo(0.1, 6)
    expect((await optimizer.state()).slots['dense/kernel/velocity']!.data[0]).toBeCloseTo(0.19, 6)
  })

  it('is refused for other variables, other shapes or another optimizer', async () => {
    const state = await saved()
    const restored = () => {
      const optimizer = createOptimizer(rmsprop())
      optimizer.restore(state)
      return optimizer
    }
    expect(() => restored().apply(step('dense/kernel_1'))).toThrow(OptimizerStateError)
    expect(() => restored().apply(step('dense/kernel_1'))).toThrow(
      /lacks 'dense\/kernel_1\/velocity'. It has, for nothing that is trained, 'dense\/kernel\/velocity'/,
    )
    expect(() => restored().apply(step('dense/kernel', [3]))).toThrow(
      /has shape \[2\] for 'dense\/kernel\/velocity'/,
    )
    expect(() => createOptimizer(sgd()).restore(state)).toThrow(/'rmsprop' cannot be restored into 'sgd'/)
  })
})

describe('a rate factor', () => {
  it.each([
    ['sgd', sgd({ learningRate: 0.1 }), sgd({ learningRate: 0.05 })],
    [
      'adam with decay',
      adam({ learningRate: 0.1, weightDecay: 0.01 }),
      adam({ learningRate: 0.05, weightDecay: 0.01 }),
    ],
  ])('multiplies the learning rate of %s for one variable', (_name, whole, half) => {
    const [slowed, usual, expected] = [1, 2, 3].map(() => variable(ones([3])))
    const gradient = tensor1d([1, -2, 3])
    const [one, other] = [createOptimizer(whole), createOptimizer(half)]
    for (let step = 0; step < 3; step++) {
      one.apply([
        { variable: slowed!, gradient, rateFactor: 0.5 },
        { variable: usual!, gradient },
      ])
      other.apply([{ variable: expected!, gradient }])
    }
    for (const [at, value] of expected!.dataSync().entries())
      expect(slowed!.dataSync()[at]).toBeCloseTo(value, 6)
    expect(usual!.dataSync()).not.toEqual(slowed!.dataSync())
  })
})
