import type { NdArray } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'

/** What an engine was asked to do. */
export interface Watched {
  readonly engine: Engine
  /** The pictures that went through the trunk, a batch each. */
  readonly trunk: NdArray[]
  /** The features and labels that were trained on. */
  readonly steps: { readonly features: readonly NdArray[]; readonly labels: NdArray }[]
}

/** The same engine, and a record of its work. */
export function watched(engine: Engine): Watched {
  const trunk: NdArray[] = []
  const steps: Watched['steps'] = []
  const prepareTraining: Engine['prepareTraining'] = async (...specification) => {
    const prepared = await engine.prepareTraining(...specification)
    const { run: runTrunk } = prepared.trunk
    const runStep = prepared.step.run.bind(prepared.step)
    prepared.step.run = (features, labels) => {
      // Their memory may be used for other features afterwards.
      steps.push({ features: features.map(({ data, shape }) => ({ data: data.slice(), shape })), labels })
      return runStep(features, labels)
    }
    const run = (images: NdArray) => {
      trunk.push(images)
      return runTrunk(images)
    }
    return { ...prepared, trunk: { ...prepared.trunk, run } }
  }
  return { engine: { ...engine, prepareTraining }, trunk, steps }
}
