import { adamRule, correctedRate, rmspropRule, sgdRule, type UpdateRules } from '@graft-ml/keras'
import { maximum, square, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core'
import { canUpdateInPlace, updateInPlace } from './update-in-place'

/**
 * Updates by TensorFlow's own training operations, in place and on all threads, or on the GPU.
 *
 * The formulas are Keras's. Where TensorFlow's operation would round a decay rate otherwise than Keras does, simpler
 * operations take its place: see `keepsShare` and `adam`.
 */
export const tensorflowUpdateRules: Required<UpdateRules> = {
  rmsprop: (update) => {
    const { config, variable, gradient, slots, learningRate } = update
    const { rho, momentum, epsilon } = config
    const { averageGradient } = slots
    const written = present(variable, averageGradient, slots.velocity, slots.momentum)
    if (!keepsShare(rho) || !canUpdateInPlace([gradient, ...written])) return rmspropRule(update)
    updateInPlace(written, [gradient], (operations, resources, [slope]) => {
      const targets = [...resources]
      // Without momentum the operation still writes the increments somewhere.
      if (!slots.momentum) {
        const zeros = operations.compute('ZerosLike', [operations.float('T')], [slope!])
        targets.push(operations.resource(variable.shape, zeros))
        operations.release(zeros)
      }
      operations.change(
        averageGradient ? 'ResourceApplyCenteredRMSProp' : 'ResourceApplyRMSProp',
        [operations.float('T')],
        [...targets, ...[learningRate, rho, momentum, epsilon].map((one) => operations.scalar(one)), slope!],
      )
    })
  },

  sgd: (update) => {
    const { config, variable, gradient, slots, learningRate } = update
    const written = present(variable, slots.momentum)
    if (!canUpdateInPlace([gradient, ...written])) return sgdRule(update)
    if (!slots.momentum) return descend(variable, learningRate, gradient)
    updateInPlace(written, [gradient], (operations, [weight, average], [slope]) => {
      operations.change(
        'ResourceApplyKerasMomentum',
        [operations.float('T'), operations.flag('use_nesterov', config.nesterov)],
        [weight!, average!, operations.scalar(learningRate), slope!, operations.scalar(config.momentum)],
      )
    })
  },

  // ResourceApplyAdam takes 1 - beta2 in single precision, which is off by 5e-5 of itself where beta2 is 0.999.
  adam: (update) => {
    const { config, variable, gradient, slots, learningRate, step } = update
    const [momentum, velocity] = [slots.momentum!, slots.velocity!]
    if (!canUpdateInPlace([gradient, variable, momentum, velocity])) return adamRule(update)
    approach(momentum, () => gradient, 1 - config.beta1)
    approach(velocity, () => square(gradient), 1 - config.beta2)
    if (slots.velocityHat) raise(slots.velocityHat, velocity)
    const rate = correctedRate(config, learningRate, step)
    // w -= rate * m / (sqrt(v) + epsilon)
    updateInPlace(
      [variable, slots.velocityHat ?? velocity],
      [momentum],
      (operations, [weight, spread], [direction]) => {
        operations.change(
          'ResourceApplyAdagradV2',
          [operations.float('T'), operations.flag('update_slots', false)],
          [weight!, spread!, operations.scalar(rate), operations.scalar(config.epsilon), direction!],
        )
      },
    )
  },
}

/** variable -= rate * slope */
function descend(variable: Variable, rate: number, slope: Tensor): void {
  updateInPlace([variable], [slope], (operations, [target], [direction]) => {
    operations.change(
      'ResourceApplyGradientDescent',
      [operations.float('T')],
      [target!, operations.scalar(rate), direction!],
    )
  })
}

/** average += share * (value - average) */
function approach(average: Variable, value: () => Tensor, share: number): void {
  tidy(() => {
    const gap = tidy(() => sub(average, value()))
    descend(average, share, gap)
  })
}

function raise(largest: Variable, value: Tensor): void {
  tidy(() => largest.assign(maximum(largest, value)))
}

/** Whether 1 - rate, taken in single precision, is what Keras uses: 1 - rate in double precision, then rounded. */
function keepsShare(rate: number): boolean {
  const share = 1 - rate
  return Math.abs(Math.fround(1 - Math.fround(rate)) - share) <= 1e-6 * share
}

const present = (...variables: readonly (Variable | undefined)[]): Variable[] =>
  variables.filter((variable) => variable !== undefined)
