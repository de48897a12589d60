import type { AdamConfig } from './adam'
import type { RmspropConfig } from './rmsprop'
import type { SgdConfig } from './sgd'

/** An optimizer as plain frozen data, discriminated by `kind`; every default is filled in. */
export type OptimizerConfig = RmspropConfig | SgdConfig | AdamConfig

/** The name of an optimizer. */
export type OptimizerKind = OptimizerConfig['kind']
