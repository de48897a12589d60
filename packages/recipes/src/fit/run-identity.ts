import { createHash } from 'node:crypto'
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers'
import { allLayers } from '../freeze/all-layers'
import type { TrainingParts } from './training-parts'
import type { RunIdentity } from './training-state'

export type IdentifiedParts = Pick<TrainingParts, 'model' | 'plan' | 'phase' | 'prepared'>

/**
 * What makes one run another than others. The number of epochs is not part of it: a run may be made longer.
 *
 * Names are not either, because tfjs counts them up in a process; layers are known by their order.
 */
export async function identityOf({ model, plan, phase, prepared }: IdentifiedParts): Promise<RunIdentity> {
  const trained = new Set(prepared.step.weightNames)
  const frozen = model.weights.filter((weight) => !trained.has(weight.originalName))
  return {
    phase,
    loss: plan.loss,
    metrics: plan.metrics.join(', '),
    'class weights': plan.objective.classWeights?.join(', ') ?? 'none',
    'label smoothing': `${plan.objective.labelSmoothing}`,
    optimizer: JSON.stringify(plan.optimizer),
    'layer rates': JSON.stringify(plan.layerRates),
    'steps per epoch': `${plan.stepsPerEpoch}`,
    'validation steps': `${plan.validationSteps}`,
    'validation features': plan.keepsValidation ? 'kept' : 'computed for each epoch',
    'pooled augmentation': plan.pooled
      ? `${plan.pooled.variants} variants with seed ${plan.pooled.seed}`
      : 'none',
    'layers (SHA-256)': hashOfLayers(model),
    'frozen weights (SHA-256)': await hashOfWeights(frozen),
  }
}

function hashOfLayers(model: LayersModel): string {
  const all = allLayers(model)
  const places = new Map(all.map((layer, index) => [layer, index]))
  const described = all.map((layer) => ({
    className: layer.getClassName(),
    config: withoutChance(layer.getConfig()),
    weights: layer.weights.map(({ shape }) => shape),
    trainable: layer.trainable,
    inputs: layer.inboundNodes.flatMap((node) => node.inboundLayers.map((input) => places.get(input))),
  }))
  return createHash('sha256').update(JSON.stringify(described)).digest('hex')
}

/** A configuration without names, and without seeds and initialisers, whose effect is in the weights. */
function withoutChance(config: unknown): unknown {
  if (Array.isArray(config)) return config.map(withoutChance)
  if (typeof config !== 'object' || config === null) return config
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => !/^(name|seed|inboundNodes|inputLayers|outputLayers)$|initializer$/i.test(key))
      .map(([key, value]) => [key, withoutChance(value)]),
  )
}

/** One array at a time: a trunk has a hundred megabytes of them. */
async function hashOfWeights(weights: readonly LayerVariable[]): Promise<string> {
  const hash = createHash('sha256')
  for (const weight of weights) {
    const { buffer, byteOffset, byteLength } = await weight.read().data<'float32'>()
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}
