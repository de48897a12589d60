import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'

/** One loss for each sample, [N], from labels and outputs of the shapes that its name asks for. */
export type LossFunction = (labels: Tensor, outputs: Tensor) => Tensor1D

/**
 * A loss as functions of tensors; gradients flow to the outputs.
 *
 * The loss of a batch is the mean of the samples' losses.
 */
export interface Loss {
  readonly name: string
  /** The final activation whose inputs are the logits that `fromLogits` takes. */
  readonly activation?: 'sigmoid' | 'softmax'
  /**
   * From what the model puts out; probabilities are clipped to [1e-7, 1 - 1e-7].
   *
   * @throws LabelShapeError where labels do not go with the outputs.
   */
  readonly fromOutputs: LossFunction
  /**
   * From the values before the final activation: the same loss without clipping, exact however sure the model is.
   * Only with `activation`.
   *
   * @throws LabelShapeError where labels do not go with the logits.
   */
  readonly fromLogits?: LossFunction
}
