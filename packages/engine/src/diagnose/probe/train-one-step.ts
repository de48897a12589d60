import { dense, sgd } from '@graft-ml/keras'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import type { Engine } from '../../engine'
import { EngineError } from '../../errors/engine-error'

/** Two pictures of 2x2 pixels, which the frozen convolution adds up to x = 1/2 and 1 in both of its channels. */
const IMAGES = {
  data: Float32Array.of(1, 1, 1, 1, 2, 2, 2, 2).map((value) => value / 8),
  shape: [2, 2, 2, 1],
}
const LABELS = { data: Float32Array.of(1, 0), shape: [2, 1] }
const LEARNING_RATE = 0.5

/** Binary cross-entropy of `LABELS` before and after one step of gradient descent; the test has them by hand. */
export const LOSSES: readonly number[] = [1.220095, 1.048293]
const TOLERANCE = 1e-3

/**
 * Trains a tiny model on an engine, trunk and head: what loads may still crash, or compute wrong numbers.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` where the numbers are wrong, or where the engine leaves the work to another one
 */
export async function trainOneStep(engine: Engine): Promise<void> {
  const model = sequential({
    layers: [
      layers.conv2d({ ...ONES, filters: 2, kernelSize: 2, inputShape: [2, 2, 1], trainable: false }),
      layers.flatten(),
      dense({ ...ONES, units: 1, activation: 'sigmoid' }),
    ],
  })
  const optimizer = sgd({ learningRate: LEARNING_RATE })
  const { trunk, step, dispose } = await engine.prepareTraining(model, {
    loss: 'binaryCrossentropy',
    optimizer,
  })
  try {
    // Another engine's numbers would be right, and say nothing of this one.
    if (engine.name === 'onnx' && step.notes.length > 0)
      throw failed(`It leaves training to ${step.name}: ${step.notes.join(' ')}`)
    const features = await trunk.run(IMAGES)
    const losses = [await step.run(features, LABELS), await step.evaluate(features, LABELS)].map(
      ({ loss }) => loss,
    )
    requireRight(losses)
  } finally {
    await dispose()
    model.dispose()
  }
}

const ONES = { kernelInitializer: 'ones' } as const

function requireRight(losses: readonly number[]): void {
  if (losses.every((loss, index) => Math.abs(loss - LOSSES[index]!) < TOLERANCE)) return
  throw failed(`It computes wrong numbers: losses of ${losses.join(' and ')}, not ${LOSSES.join(' and ')}.`)
}

function failed(message: string): EngineError {
  return new EngineError({ code: 'BACKEND_UNAVAILABLE', message })
}
