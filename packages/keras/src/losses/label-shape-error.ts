import { GraftError } from '@graft-ml/core'

/** Which shapes did not go together. */
export interface LabelShapeDetails {
  /** Which loss or metric wanted them. */
  readonly user: string
  /** The shapes that labels may have. */
  readonly expected: readonly (readonly number[])[]
  readonly received: readonly number[]
  readonly outputs: readonly number[]
}

/**
 * Labels do not have the shape that goes with the model's outputs (`LABEL_SHAPE`).
 *
 * Labels of shape [N] next to outputs of [N, 1] would otherwise be broadcast to N x N without a word.
 */
export class LabelShapeError extends GraftError<'LABEL_SHAPE'> {
  override readonly name = 'LabelShapeError'
  readonly details: LabelShapeDetails

  constructor(details: LabelShapeDetails) {
    const { user, expected, received, outputs } = details
    super({
      code: 'LABEL_SHAPE',
      message:
        `${user} wants labels of shape ${expected.map(shapeText).join(' or ')} for outputs of shape ` +
        `${shapeText(outputs)}. Received: ${shapeText(received)}.`,
      hint: 'Reshape the labels, or choose the loss that goes with them.',
    })
    this.details = details
  }
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}
