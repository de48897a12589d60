import type { TrainingEvent } from '@graft-ml/core'
import type { TrainingParts } from './training-parts'

/** What a phase says before its first epoch. */
export function phaseBegin({ plan, phase, prepared }: TrainingParts): TrainingEvent {
  const { epochs, stepsPerEpoch, validationSteps, pooled } = plan
  const engine = `trunk on ${prepared.trunk.name}, steps on ${prepared.step.name}`
  const begin = { type: 'phase-begin', phase, epochs, stepsPerEpoch, validationSteps } as const
  const { trainableParameters } = prepared.step
  if (!pooled) return { ...begin, trainableParameters, engine }
  const { variants, seed } = pooled
  return {
    ...begin,
    trainableParameters,
    // It is another experiment: whoever shows what runs shows that too.
    engine: `${engine}, pooled augmentation with ${variants} variants`,
    pooled: { variants, seed },
  }
}
