/** Activations without parameters, by tfjs's names. */
export const PLAIN_ACTIVATIONS = [
  'elu',
  'hardSigmoid',
  'linear',
  'relu',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const

export type PlainActivation = (typeof PLAIN_ACTIVATIONS)[number]

/** What follows an operation, element by element; `softmax` runs over the last axis. */
export type Activation =
  | { readonly kind: PlainActivation }
  /** min(max(x, 0), maximum) */
  | { readonly kind: 'clippedRelu'; readonly maximum: number }
  /** x where positive, x * slope elsewhere */
  | { readonly kind: 'leakyRelu'; readonly slope: number }

export const LINEAR: Activation = { kind: 'linear' }

/** The activation that tfjs calls `name`, or undefined when plans do not have it. */
export function activationNamed(name: string): Activation | undefined {
  if (name === 'relu6') return { kind: 'clippedRelu', maximum: 6 }
  const kind = PLAIN_ACTIVATIONS.find((plain) => plain === name)
  return kind && { kind }
}
