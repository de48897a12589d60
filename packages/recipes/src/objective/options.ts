import { InvalidArgumentError } from '@graft-ml/core'
import type { LossName } from '@graft-ml/keras'

/** What a step is asked for besides the loss itself. */
export interface ObjectiveOptions {
  /**
   * By what the losses of a class's samples are multiplied in training, by class number; with one unit [of label 0, of
   * label 1]. As `class_weight` of Keras. Default: 1 each. `balancedClassWeights` finds some from counts.
   */
  readonly classWeights?: readonly number[]
  /**
   * The share of each label that is spread evenly over all classes, in training and validation: the model is asked to
   * be less sure. As `label_smoothing` of Keras's losses. From 0 (default) to less than 1.
   */
  readonly labelSmoothing?: number
}

/** Objective options with every default filled in and every number checked. */
export interface ResolvedObjective {
  readonly loss: LossName
  readonly classWeights: readonly number[] | undefined
  readonly labelSmoothing: number
}

/** @throws InvalidArgumentError */
export function resolveObjective(loss: LossName, options: ObjectiveOptions): ResolvedObjective {
  const { classWeights, labelSmoothing = 0 } = options
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new InvalidArgumentError({
      argument: 'labelSmoothing',
      expected: 'a number from 0 to less than 1',
      received: labelSmoothing,
    })
  }
  if (labelSmoothing > 0 && !isCrossentropy(loss)) {
    throw new InvalidArgumentError({
      argument: 'loss',
      expected: ['binaryCrossentropy', 'categoricalCrossentropy'],
      received: loss,
      hint: 'Label smoothing needs labels with a number for each class: read them with classMode `categorical`.',
    })
  }
  if (classWeights) checkClassWeights(classWeights)
  return { loss, classWeights, labelSmoothing }
}

function isCrossentropy(loss: LossName): boolean {
  return loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy'
}

function checkClassWeights(received: readonly number[]): void {
  if (received.length > 1 && received.every((weight) => Number.isFinite(weight) && weight >= 0)) return
  throw new InvalidArgumentError({
    argument: 'classWeights',
    expected: 'a number of 0 or above for each class',
    received,
  })
}
