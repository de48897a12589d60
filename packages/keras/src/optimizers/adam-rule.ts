import { add, div, maximum, mul, sqrt, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core'
import type { AdamConfig, AdamSlot } from './adam'
import { assign } from './assign'
import type { UpdateRule } from './update-rule'

/**
 * m += (1 - beta1)(g - m); v += (1 - beta2)(g^2 - v); w -= alpha m / (sqrt(v) + epsilon), where
 * alpha = lr sqrt(1 - beta2^t) / (1 - beta1^t) makes up for averages that began at zero.
 */
export const adamRule: UpdateRule<AdamConfig, AdamSlot> = ({
  config,
  variable,
  gradient,
  slots,
  learningRate,
  step,
}) => {
  const [momentum, velocity] = [slots.momentum!, slots.velocity!]
  assign(
    momentum,
    approach(momentum, () => gradient, 1 - config.beta1),
  )
  assign(
    velocity,
    approach(velocity, () => square(gradient), 1 - config.beta2),
  )
  if (slots.velocityHat) assign(slots.velocityHat, maximum(slots.velocityHat, velocity))
  const root = tidy(() => add(sqrt(slots.velocityHat ?? velocity), config.epsilon))
  const increment = tidy(() => div(mul(momentum, correctedRate(config, learningRate, step)), root))
  root.dispose()
  assign(variable, sub(variable, increment))
}

function approach(average: Tensor, value: () => Tensor, share: number): Tensor {
  return tidy(() => {
    const change = tidy(() => mul(sub(value(), average), share))
    return add(average, change)
  })
}

/**
 * The learning rate made up for averages that began at zero: lr sqrt(1 - beta2^t) / (1 - beta1^t).
 *
 * Rounded to single precision at each operation, as Keras: 1 - beta2^t differs by a part in 80,000 at the first step.
 */
export function correctedRate({ beta1, beta2 }: AdamConfig, learningRate: number, step: number): number {
  const { fround } = Math
  const rest = (beta: number) => fround(1 - fround(fround(beta) ** step))
  return fround(fround(fround(learningRate) * fround(Math.sqrt(rest(beta2)))) / rest(beta1))
}
