import { expect, it } from 'vitest'
import { firstLine } from './first-line'

it.each([
  [new Error('one\ntwo'), 'one'],
  [new Error(' one \r\ntwo'), 'one'],
  ['text', 'text'],
  [undefined, 'undefined'],
  [new Error('x: \u001b[2Jbad\u0007 symbol'), 'x: \ufffd[2Jbad\ufffd symbol'],
])('gives the first line of %j, fit for a terminal', (error, line) => {
  expect(firstLine(error)).toBe(line)
})
