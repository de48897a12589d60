import { add, mul, type Tensor, tidy } from '@tensorflow/tfjs-core'

/** `rho * average + (1 - rho) * value()`. The value is made in here so that it can be freed early. */
export function movingAverage(average: Tensor, value: () => Tensor, rho: number): Tensor {
  return tidy(() => {
    const fresh = tidy(() => mul(value(), 1 - rho))
    return add(mul(average, rho), fresh)
  })
}
