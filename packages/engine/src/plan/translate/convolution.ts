import type { LayerCall } from '../../graph/trace'
import { type Activation, activationNamed, LINEAR } from '../activation'
import type { Convolution, DepthwiseConvolution, Padding, Size } from '../operation'
import { configOf, type LayerWeights, type Translate, type Unsupported } from './translation'
import { hasWeights, weight } from './weights'

interface ConvolutionConfig {
  readonly strides: Size
  readonly padding: string
  readonly dataFormat: string
  readonly dilationRate: Size
  readonly activation: string
}

export const convolution: Translate = (call, weights) => {
  const settings = settingsOf(call, weights, ['kernel'])
  if ('unsupported' in settings) return settings
  return [
    {
      kind: 'convolution',
      input: call.inputs[0],
      output: call.output,
      kernel: weight(weights, 'kernel'),
      bias: weights.get('bias')?.data,
      ...settings,
    },
  ]
}

export const depthwiseConvolution: Translate = (call, weights) => {
  const settings = settingsOf(call, weights, ['depthwise_kernel'])
  if ('unsupported' in settings) return settings
  // tfjs leaves a DepthwiseConv2D's dilation out; only running the layer itself gives the same.
  if (settings.dilation.some((rate) => rate !== 1)) return { unsupported: 'is dilated' }
  return [
    {
      kind: 'depthwiseConvolution',
      input: call.inputs[0],
      output: call.output,
      kernel: weight(weights, 'depthwise_kernel'),
      bias: weights.get('bias')?.data,
      ...settings,
    },
  ]
}

/** A depthwise convolution, then one of 1x1 with the bias and the activation. */
export const separableConvolution: Translate = (call, weights) => {
  const settings = settingsOf(call, weights, ['depthwise_kernel', 'pointwise_kernel'])
  if ('unsupported' in settings) return settings
  const kernel = weight(weights, 'depthwise_kernel')
  const pointwise = weight(weights, 'pointwise_kernel')
  const between = {
    // Traced ids count from 0: negative ones are free.
    id: -1 - call.output.id,
    shape: [...call.output.shape.slice(0, 3), pointwise.shape[2]],
  }
  const depthwise: DepthwiseConvolution = {
    kind: 'depthwiseConvolution',
    input: call.inputs[0],
    output: between,
    kernel,
    ...settings,
    activation: LINEAR,
  }
  const mixing: Convolution = {
    kind: 'convolution',
    input: between,
    output: call.output,
    kernel: pointwise,
    bias: weights.get('bias')?.data,
    strides: [1, 1],
    padding: 'valid',
    dilation: [1, 1],
    activation: settings.activation,
  }
  return [depthwise, mixing]
}

interface ConvolutionSettings {
  readonly strides: Size
  readonly padding: Padding
  readonly dilation: Size
  readonly activation: Activation
}

function settingsOf(
  call: LayerCall,
  weights: LayerWeights,
  roles: readonly string[],
): ConvolutionSettings | Unsupported {
  const { strides, padding, dataFormat, dilationRate, activation } = configOf<ConvolutionConfig>(call.layer)
  if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
  if (padding !== 'same' && padding !== 'valid') return { unsupported: `has the padding '${padding}'` }
  if (!hasWeights(weights, roles)) return { unsupported: `has no ${roles.join(' and ')}` }
  const known = activationNamed(activation)
  if (!known) return { unsupported: `has the activation '${activation}'` }
  return { strides, padding, dilation: dilationRate, activation: known }
}
