import { expect, it } from 'vitest'
import { readPreparation } from './preparation'

const whole = { inputSize: [150, 150], rescale: 1 / 255, classes: ['cats', 'dogs'] }

it('takes what Keras does where nothing else is said, and leaves out what it does not know', () => {
  expect(readPreparation({ ...whole, more: 1 })).toEqual({
    ...whole,
    interpolation: 'nearest',
    keepAspectRatio: false,
    orientation: 'ignore',
  })
})

it.each([
  ['nothing', undefined, /metadata\.inputSize must be \[height, width\].* Received: undefined/],
  ['half a size', { ...whole, inputSize: [150] }, /metadata\.inputSize .* Received: \[150\]/],
  ['no scale', { ...whole, rescale: 0 }, /metadata\.rescale must be a number above 0/],
  ['one class', { ...whole, classes: ['cats'] }, /metadata\.classes must be a list of at least two names/],
  [
    'an unknown method',
    { ...whole, interpolation: 'cubic' },
    /metadata\.interpolation must be one of nearest/,
  ],
])('refuses %s', (_, metadata, words) => {
  expect(() => readPreparation(metadata)).toThrow(words)
})
