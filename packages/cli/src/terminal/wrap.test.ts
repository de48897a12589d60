import { describe, expect, it } from 'vitest'
import { widthOf, words, wrap } from './wrap'

describe('wrap', () => {
  it('fills lines to the last column, and indents all but the first', () => {
    const text = wrap(words('one two three four'), { width: 11, indent: 4 })
    expect(text).toBe('one two\n    three\n    four')
    expect(wrap(words('one two'), { width: 11, indent: 4 })).toBe('one two')
    expect(wrap(words('one twos'), { width: 11, indent: 4 })).toBe('one\n    twos')
  })

  it('keeps a piece whole, also where it is longer than a line', () => {
    const pieces = [...words('Install it:'), { text: 'npm install something long' }, ...words('and go on')]
    expect(wrap(pieces, { width: 20, indent: 2 })).toBe(
      'Install it:\n  npm install something long\n  and go on',
    )
  })

  it('does not count what gives a piece its look', () => {
    const red = (word: string) => `\u001b[31m${word}\u001b[39m`
    expect(wrap(words('ab cd', red), { width: 5, indent: 0 })).toBe(`${red('ab')} ${red('cd')}`)
  })

  it('leaves lines as long as they are in a file', () => {
    const text = 'word '.repeat(100).trim()
    expect(wrap(words(text), { width: widthOf({}), indent: 8 })).toBe(text)
  })
})

it.each([
  [{ isTTY: true, columns: 72 }, 72],
  [{ isTTY: true, columns: 300 }, 100],
  [{ isTTY: true, columns: 10 }, 40],
  [{ isTTY: true }, 80],
  [{ isTTY: false, columns: 72 }, Infinity],
])('widthOf(%j) is %s', (stream, width) => {
  expect(widthOf(stream)).toBe(width)
})
