import { LINEAR } from '../activation'
import { configOf, type Translate } from './translation'
import { hasWeights, weight } from './weights'

interface BatchNormalizationConfig {
  /** A number; Keras's files may hold a list of one. */
  readonly axis: number | readonly number[]
  readonly epsilon: number
}

/** Inference: gamma * (x - mean) / sqrt(variance + epsilon) + beta, as one scale and one shift a channel. */
export const batchNormalization: Translate = (call, weights) => {
  const { axis, epsilon } = configOf<BatchNormalizationConfig>(call.layer)
  const rank = call.output.shape.length
  const [normalized] = [axis].flat()
  if ((normalized + rank) % rank !== rank - 1) return { unsupported: `normalizes axis ${normalized}` }
  if (!hasWeights(weights, ['moving_mean', 'moving_variance']))
    return { unsupported: 'has no moving averages' }
  const mean = weight(weights, 'moving_mean').data
  const variance = weight(weights, 'moving_variance').data
  const gamma = weights.get('gamma')?.data
  const beta = weights.get('beta')?.data
  const scale = Float32Array.from(
    variance,
    (value, channel) => (gamma?.[channel] ?? 1) / Math.sqrt(value + epsilon),
  )
  const shift = Float32Array.from(mean, (value, channel) => (beta?.[channel] ?? 0) - value * scale[channel])
  return [
    { kind: 'scaleShift', input: call.inputs[0], output: call.output, scale, shift, activation: LINEAR },
  ]
}
