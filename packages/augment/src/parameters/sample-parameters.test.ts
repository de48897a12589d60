import { RandomState } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { camelCase, keras } from '../../test/keras'
import { resolveOptions } from '../options/resolve-options'
import { sampleParameters } from './sample-parameters'

const shape = { height: 90, width: 140, channels: 3 }

describe('sampleParameters', () => {
  it.each(keras.draws)('draws what Keras draws: $name, seed $seed', ({ options, seed, rows }) => {
    const random = new RandomState(seed)
    const resolved = resolveOptions(camelCase(options))
    const drawn = rows.map(() => sampleParameters(random, shape, resolved))
    expect(drawn).toEqual(rows.map(camelCase))
  })

  it('gives each shift to its own axis with documented axes, from the same draws', () => {
    const options = { widthShiftRange: 0.5, heightShiftRange: 0.1, rotationRange: 10 }
    const keras = sampleParameters(new RandomState(4), shape, resolveOptions(options))
    const documented = sampleParameters(
      new RandomState(4),
      shape,
      resolveOptions({ ...options, axes: 'documented' }),
    )
    expect(documented).toEqual({ ...keras, tx: keras.ty, ty: keras.tx })
    expect(Math.abs(documented.ty)).toBeLessThanOrEqual(0.1 * shape.height)
  })
})
