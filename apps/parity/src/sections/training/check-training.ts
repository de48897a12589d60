import type { NdArray } from '@graft-ml/core'
import { freeze, unfreezeAfter } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { Check } from '../../compare/check'
import { openEngine } from '../../engines/engines'
import { type GoldenRun, trainingSection } from '../../goldens/schema'
import type { ParityInput } from '../section'
import { buildModel } from './build-head'
import { checkRun } from './check-run'
import { optimizerOf } from './golden-optimizer'
import { runSteps } from './run-steps'

/** Six steps on one batch with each optimiser, frozen and unfrozen, engine by engine. */
export async function* checkTraining(input: ParityInput): AsyncGenerator<Check> {
  const training = input.goldens.section('training', trainingSection)
  const images = await input.goldens.ndArray(training.x)
  const labels: NdArray = { data: Float32Array.from(training.y), shape: [training.y.length, 1] }
  for (const name of input.engines) {
    const engine = await openEngine(name)
    for (const golden of training.runs) {
      const trunk = await loadTrunk(input.weights, images.shape, golden)
      const model = buildModel(trunk, training.head)
      const prepared = await engine.prepareTraining(model, {
        loss: 'binaryCrossentropy',
        optimizer: optimizerOf(golden),
      })
      try {
        const run = await runSteps({ model, prepared, images, labels, steps: golden.steps.length })
        yield* checkRun(`${name}: ${golden.name}`, run, golden, await input.goldens.array(golden.h1Kernel))
      } finally {
        await prepared.dispose()
        disposeBoth(model, trunk)
      }
    }
  }
}

/** The model holds the trunk's layers up to mixed7 only; a layer may be disposed of once. */
function disposeBoth(model: LayersModel, trunk: LayersModel): void {
  for (const layer of new Set([...model.layers, ...trunk.layers])) layer.dispose()
}

/** Inception V3 with nothing to train, or with what follows the layer that the run names. */
async function loadTrunk(
  weights: string,
  shape: readonly number[],
  { name }: GoldenRun,
): Promise<LayersModel> {
  const [, height, width, channels] = shape
  const trunk = await inceptionV3({ includeTop: false, weights, inputShape: [height, width, channels] })
  freeze(trunk)
  const [, last] = /^fine-tune-after-(\w+)\//.exec(name) ?? []
  if (last) unfreezeAfter(trunk, last)
  return trunk
}
