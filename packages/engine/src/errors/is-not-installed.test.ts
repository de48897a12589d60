import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { isNotInstalled } from './is-not-installed'

const require = createRequire(import.meta.url)
const failureOf = async (load: () => unknown) => {
  try {
    return await load()
  } catch (error) {
    return error
  }
}

it('knows a package that is not there, imported or required', async () => {
  const name = 'no-such-package'
  expect(isNotInstalled(name, await failureOf(() => import(/* @vite-ignore */ name)))).toBe(true)
  expect(isNotInstalled(name, await failureOf(() => require(name)))).toBe(true)
})

it('does not take a package for missing whose native module is', async () => {
  const binding = '../bin/napi-v6/plan9/mips/onnxruntime_binding.node'
  const error = await failureOf(() => require(binding))
  expect(error).toMatchObject({ code: 'MODULE_NOT_FOUND' })
  expect(isNotInstalled('onnxruntime-node', error)).toBe(false)
})

it.each([undefined, null, 'text', new Error("'onnxruntime-node' crashed")])(
  'takes nothing else for it: %s',
  (error) => {
    expect(isNotInstalled('onnxruntime-node', error)).toBe(false)
  },
)
