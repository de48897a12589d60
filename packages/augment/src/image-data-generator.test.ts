import { type Image, RandomState } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { keras, toArray, toImage } from '../test/keras'
import { imageDataGenerator } from './image-data-generator'

const exercise = {
  rescale: 1 / 255,
  rotationRange: 40,
  shearRange: 0.2,
  zoomRange: 0.2,
  horizontalFlip: true,
}

describe('imageDataGenerator', () => {
  it('changes nothing without options', () => {
    const generator = imageDataGenerator()
    const image = toImage(keras.image)
    expect(generator.apply(image, generator.sample(new RandomState(1), image)).data).toEqual(
      toImage(keras.image).data,
    )
  })

  it('gives one result for one seed, whatever was drawn from other generators between', () => {
    const change = (random: RandomState): Image => {
      const generator = imageDataGenerator(exercise)
      return generator.apply(toImage(keras.image), generator.sample(random, toImage(keras.image)))
    }
    const first = change(new RandomState(5))
    change(new RandomState(6))
    expect(change(new RandomState(5))).toEqual(first)
    expect(change(new RandomState(6))).not.toEqual(first)
  })

  it('draws the same parameters whether or not they are applied', () => {
    const generator = imageDataGenerator(exercise)
    const image = toImage(keras.image)
    const [applied, drawnOnly] = [new RandomState(9), new RandomState(9)]
    for (let i = 0; i < 3; i++) {
      generator.apply(toImage(keras.image), generator.sample(applied, image))
      generator.sample(drawnOnly, image)
    }
    expect(applied.state()).toEqual(drawnOnly.state())
  })

  it('is portable with its statistics, and not with a function', () => {
    const fitted = imageDataGenerator({ ...exercise, featurewiseCenter: true }).fit(toArray(keras.images))
    expect(fitted.portable).toMatchObject({ exportName: 'imageDataGenerator', options: fitted.options })
    expect(fitted.portable!.module).toMatch(/^file:/)
    const clone = imageDataGenerator(structuredClone(fitted.options))
    const parameters = clone.sample(new RandomState(2), toImage(keras.image))
    expect(clone.apply(toImage(keras.image), parameters)).toEqual(
      fitted.apply(toImage(keras.image), parameters),
    )
    expect(imageDataGenerator({ preprocessingFunction: (image) => image }).portable).toBeUndefined()
  })
})
