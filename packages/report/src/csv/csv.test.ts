import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from './csv'

describe('csv', () => {
  it('quotes only what needs it', () => {
    expect(csv([['a', 'b,c', 'd"e', 'f\ng', undefined, 1.5]])).toBe('a,"b,c","d""e","f\ng",,1.5\r\n')
  })

  it('can be read back, whatever the text', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ', 'é'), minLength: 1 })
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
        expect(readCsv(csv(rows))).toEqual(rows)
      }),
    )
  })
})

/** A reader of RFC 4180, character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (quoted && character === '"' && text[i + 1] === '"') cell += text[i++]
    else if (character === '"') quoted = !quoted
    else if (quoted) cell += character
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\r' && text[i + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      i++
    } else cell += character
  }
  return rows
}
