export type LabelKind = 'binary' | 'categorical' | 'sparse'

/** What the shapes of labels and predictions say about the task, by Keras's rule for `accuracy`. */
export function labelKind(labels: readonly number[], predictions: readonly number[]): LabelKind {
  if (predictions.at(-1) === 1) return 'binary'
  const isSparse = labels.length < predictions.length || labels.at(-1) === 1
  return isSparse ? 'sparse' : 'categorical'
}
