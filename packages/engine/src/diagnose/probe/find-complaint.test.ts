import { expect, it } from 'vitest'
import { findComplaint } from './find-complaint'

it.each([
  ['nothing', '', ''],
  ['the only line', 'illegal instruction\n', 'illegal instruction'],
  [
    "Node's page about an error",
    "node:internal/modules/cjs/loader:1\n  throw err;\n  ^\n\nError: Cannot find module 'x'\n    at Module._load\n\nNode.js v20\n",
    "Error: Cannot find module 'x'",
  ],
  [
    'a library that is not there',
    'loading\nx: error while loading shared libraries: libcudart.so.11: cannot open shared object file\ndone',
    'x: error while loading shared libraries: libcudart.so.11: cannot open shared object file',
  ],
  [
    'a line without what it does to a terminal',
    '\u001b[31mfatal: no\u001b[0m\n',
    '\ufffd[31mfatal: no\ufffd[0m',
  ],
  ['the end, where nothing sounds like a complaint', 'one\ntwo\n', 'two'],
])('finds %s', (_, output, complaint) => {
  expect(findComplaint(output)).toBe(complaint)
})

it('cuts what is too long for a line', () => {
  expect(findComplaint('x'.repeat(1000))).toBe(`${'x'.repeat(299)}…`)
})
