import type { Phase } from '@graft-ml/core'
import type { PreparedModel } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { FeatureSource } from '../features/feature-source'
import type { Objective } from '../objective/objective'
import type { FitPlan } from './plan'

/** Everything one phase of training works with. */
export interface TrainingParts {
  readonly model: LayersModel
  readonly plan: FitPlan
  readonly phase: Phase
  readonly prepared: PreparedModel
  readonly objective: Objective
  readonly train: FeatureSource
  readonly validation: FeatureSource | undefined
}
