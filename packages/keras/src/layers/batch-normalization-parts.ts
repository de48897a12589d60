import type { serialization } from '@tensorflow/tfjs-core'
import type { layers } from '@tensorflow/tfjs-layers'
import { type Constraint, deserialize, type Initializer, type Regularizer, serialize } from './deserialize'

/** Options of `batchNormalization`: those of tfjs's own layer. Defaults are Keras's. */
export type BatchNormalizationConfig = NonNullable<Parameters<typeof layers.batchNormalization>[0]>

type Trained = 'beta' | 'gamma'

/** The objects in the config of a BatchNormalization layer. */
export interface BatchNormalizationParts {
  readonly initializers: Readonly<Record<Trained | 'movingMean' | 'movingVariance', Initializer>>
  readonly regularizers: Readonly<Record<Trained, Regularizer | null>>
  readonly constraints: Readonly<Record<Trained, Constraint | null>>
}

/** @throws InvalidArgumentError for an identifier that tfjs does not know. */
export function partsOf(config: BatchNormalizationConfig): BatchNormalizationParts {
  const initializer = (name: `${keyof BatchNormalizationParts['initializers']}Initializer`, usual: string) =>
    deserialize<Initializer>(name, config[name] ?? usual)
  const regularizer = (name: `${Trained}Regularizer`) =>
    config[name] ? deserialize<Regularizer>(name, config[name]) : null
  const constraint = (name: `${Trained}Constraint`) =>
    config[name] ? deserialize<Constraint>(name, config[name]) : null
  return {
    initializers: {
      beta: initializer('betaInitializer', 'zeros'),
      gamma: initializer('gammaInitializer', 'ones'),
      movingMean: initializer('movingMeanInitializer', 'zeros'),
      movingVariance: initializer('movingVarianceInitializer', 'ones'),
    },
    regularizers: { beta: regularizer('betaRegularizer'), gamma: regularizer('gammaRegularizer') },
    constraints: { beta: constraint('betaConstraint'), gamma: constraint('gammaConstraint') },
  }
}

/** The parts as tfjs writes them into a config. */
export function configOf(parts: BatchNormalizationParts): serialization.ConfigDict {
  const { initializers, regularizers, constraints } = parts
  return {
    betaInitializer: serialize(initializers.beta),
    gammaInitializer: serialize(initializers.gamma),
    movingMeanInitializer: serialize(initializers.movingMean),
    movingVarianceInitializer: serialize(initializers.movingVariance),
    betaRegularizer: serialize(regularizers.beta),
    gammaRegularizer: serialize(regularizers.gamma),
    betaConstraint: serialize(constraints.beta),
    gammaConstraint: serialize(constraints.gamma),
  }
}
