import type { Phase } from '@graft-ml/core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { Objective } from '../objective/objective'
import { PooledFeatures } from '../pooled/pooled-features'
import { rateFactorsOf } from '../rates/layer-rates'
import { openTrain, openValidation } from './open-sources'
import type { FitResult } from './options'
import type { FitPlan } from './plan'
import { Training } from './training'

/** The one training loop: every phase, every engine. Batches become features, features go through steps. */
export async function fit(model: LayersModel, plan: FitPlan, phase: Phase): Promise<FitResult> {
  if (plan.epochs === 0) return { history: {}, seconds: [], reason: 'completed', resumedAt: undefined }
  const { loss, optimizer, pooled } = plan
  const rateFactors = rateFactorsOf(model, plan.layerRates)
  const prepared = await plan.engine.prepareTraining(model, {
    ...{ loss, optimizer, rateFactors },
    // A pool is filled before the first step.
    besideTrunk: !pooled,
  })
  const parts = { model, plan, phase, prepared, objective: new Objective(plan.objective) }
  const train = openTrain(parts)
  const validation = openValidation(parts)
  try {
    const result = await new Training({ ...parts, train, validation }).run()
    return train instanceof PooledFeatures ? { ...result, pooled: train.report } : result
  } finally {
    await Promise.all([train.close(), validation?.close()])
    await prepared.dispose()
  }
}
