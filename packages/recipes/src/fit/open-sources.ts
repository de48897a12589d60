import { KeptFeatures } from '../features/kept-features'
import { LiveFeatures } from '../features/live-features'
import { PooledFeatures } from '../pooled/pooled-features'
import { type IdentifiedParts, identityOf } from './run-identity'

/** Training features: from the trunk, or from a pool that the trunk fills once. */
export function openTrain(parts: IdentifiedParts): LiveFeatures | PooledFeatures {
  const { plan, phase, prepared } = parts
  const { train: source, pooled } = plan
  if (!pooled) {
    source.beginPhase?.()
    return new LiveFeatures(source, prepared.trunk, 'train')
  }
  return new PooledFeatures({
    ...{ source, trunk: prepared.trunk, pooled, phase },
    modelIdentity: () => identityOf(parts),
  })
}

/** Validation features: from the trunk for each epoch, or once where that gives the same. */
export function openValidation({ plan, prepared }: IdentifiedParts): LiveFeatures | KeptFeatures | undefined {
  const { validation: source } = plan
  if (!source) return undefined
  return plan.keepsValidation
    ? new KeptFeatures(source, prepared.trunk, plan.validationFeatures)
    : new LiveFeatures(source, prepared.trunk, 'validation')
}
