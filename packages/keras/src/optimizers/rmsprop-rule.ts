import { add, div, mul, sqrt, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core'
import { assign } from './assign'
import { movingAverage } from './moving-average'
import type { RmspropConfig, RmspropSlot } from './rmsprop'
import type { UpdateRule } from './update-rule'

/**
 * v = rho v + (1 - rho) g^2; w = w - lr g / sqrt(v + epsilon).
 *
 * Centered, v is lessened by the square of the average gradient; with momentum, increments accumulate before they
 * are applied.
 */
export const rmspropRule: UpdateRule<RmspropConfig, RmspropSlot> = ({
  config,
  variable,
  gradient,
  slots,
  learningRate,
}) => {
  const velocity = slots.velocity!
  const { averageGradient, momentum } = slots
  assign(
    velocity,
    movingAverage(velocity, () => square(gradient), config.rho),
  )
  if (averageGradient)
    assign(
      averageGradient,
      movingAverage(averageGradient, () => gradient, config.rho),
    )
  const root = tidy(() => sqrt(add(spread(velocity, averageGradient), config.epsilon)))
  const increment = tidy(() => div(mul(gradient, learningRate), root))
  root.dispose()
  if (momentum) {
    assign(
      momentum,
      tidy(() => add(mul(momentum, config.momentum), increment)),
    )
    increment.dispose()
  }
  assign(variable, sub(variable, momentum ?? increment))
}

function spread(velocity: Tensor, averageGradient: Tensor | undefined): Tensor {
  return averageGradient ? tidy(() => sub(velocity, square(averageGradient))) : velocity
}
