import { add, mul, sub, type Tensor, tidy } from '@tensorflow/tfjs-core'
import { assign } from './assign'
import type { SgdConfig, SgdSlot } from './sgd'
import type { UpdateRule } from './update-rule'

/** m = momentum m - lr g; w = w + m, or w + momentum m - lr g with Nesterov; w - lr g without momentum. */
export const sgdRule: UpdateRule<SgdConfig, SgdSlot> = ({
  config,
  variable,
  gradient,
  slots,
  learningRate,
}) => {
  const { momentum } = slots
  if (!momentum) {
    assign(
      variable,
      tidy(() => sub(variable, mul(gradient, learningRate))),
    )
    return
  }
  const advance = (): Tensor =>
    tidy(() => {
      const step = mul(gradient, learningRate)
      return sub(mul(momentum, config.momentum), step)
    })
  assign(momentum, advance())
  assign(
    variable,
    tidy(() => add(variable, config.nesterov ? advance() : momentum)),
  )
}
