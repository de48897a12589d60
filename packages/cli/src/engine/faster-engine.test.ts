import { expect, it } from 'vitest'
import { fasterEngine } from './faster-engine'

const missing = { name: 'onnx', taken: false, reason: 'It is not installed. Install it with: ...' }
const wasm = { name: 'wasm', taken: true, reason: 'it loads' }

it('says what would be faster where it was looked for', () => {
  expect(fasterEngine({ name: 'wasm', considered: [missing, wasm] })).toBe(
    'This could be several times faster: It is not installed. Install it with: ...',
  )
})

it('says nothing where it was not, or where a fast one was taken', () => {
  expect(fasterEngine({ name: 'wasm', considered: [wasm] })).toBeUndefined()
  const taken = { ...missing, taken: true, reason: 'it loads' }
  expect(fasterEngine({ name: 'onnx', considered: [taken] })).toBeUndefined()
  expect(fasterEngine({ name: 'tensorflow', considered: [missing] })).toBeUndefined()
})
