import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import { EngineError } from '../errors/engine-error'
import type { Value } from '../graph/trace'
import type { Recycle, Trunk } from './trunk'

/** What a way of running trunks has to bring; `guardTrunk` does the rest. */
export interface TrunkRuntime {
  readonly name: string
  readonly input: Value
  /** Images of the right shape to features; see {@link Trunk.run}. */
  run(images: NdArray, recycle?: Recycle): Promise<NdArray[]>
  /** Called once, when no run is under way. */
  release(): Promise<void> | void
}

/** Checks shapes, refuses runs after `dispose`, and lets runs under way end before memory is freed. */
export function guardTrunk(runtime: TrunkRuntime): Trunk {
  const underWay = new Set<Promise<unknown>>()
  let disposal: Promise<void> | undefined

  async function release(): Promise<void> {
    await Promise.allSettled(underWay)
    await runtime.release()
  }

  return {
    name: runtime.name,
    async run(images, recycle) {
      if (disposal) throw disposed(runtime.name)
      assertImages(images, runtime.input)
      const run = runtime.run(images, recycle)
      underWay.add(run)
      try {
        return await run
      } finally {
        underWay.delete(run)
      }
    },
    dispose() {
      disposal ??= release()
      return disposal
    },
  }
}

function assertImages({ data, shape }: NdArray, input: Value): void {
  const expected = input.shape
  const fits =
    shape.length === expected.length &&
    // The batch may have any size, whatever the model was built with.
    shape.every((size, axis) => axis === 0 || expected[axis] === null || expected[axis] === size)
  if (!fits) {
    const sizes = expected.slice(1).map((size) => size ?? 'any')
    throw new InvalidArgumentError({
      argument: 'images',
      expected: `[N, ${sizes.join(', ')}]`,
      received: shape,
    })
  }
  const length = shape.reduce((product, size) => product * size, 1)
  if (data.length === length) return
  throw new InvalidArgumentError({
    argument: 'images.data',
    expected: `${length} numbers long for the shape [${shape.join(', ')}]`,
    received: data.length,
  })
}

function disposed(name: string): EngineError {
  return new EngineError({
    code: 'DISPOSED',
    message: `This trunk (${name}) has been disposed.`,
    hint: 'Prepare the model again.',
  })
}
