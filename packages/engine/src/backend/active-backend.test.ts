import { AvgPoolGrad, Conv2DBackpropFilter, getKernel, setBackend } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { describe, expect, it } from 'vitest'
import { chooseBackend } from './choose-backend'

describe('a backend that the caller made active', () => {
  it.each([
    ['wasm', Conv2DBackpropFilter],
    ['cpu', AvgPoolGrad],
  ])('gets the kernels that training needs: %s', async (name, kernel) => {
    const before = getKernel(kernel, name)
    await setBackend(name)
    expect((await chooseBackend('auto')).name).toBe(name)
    expect(getKernel(kernel, name)).toBeDefined()
    expect(getKernel(kernel, name)).not.toBe(before)
  })
})
