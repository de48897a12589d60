import type { ScalingRow, ScalingSide } from '../scaling/run-scaling'
import { short } from './format'

export const SCALING_COLUMNS = [
  ...['photos', 'batch', 'size', 'threads'],
  ...['extraction s/epoch: Graft', 'Keras', 'ratio'],
  ...['fine-tuning s/epoch: Graft', 'Keras', 'ratio'],
  ...['peak MB: Graft', 'Keras', 'ratio'],
] as const

/** The cells of a row, in the order of the columns. */
export function scalingCells(row: ScalingRow): string[] {
  const { training, validation, batchSize, imageSize, threads } = row
  const compared = (value: (side: ScalingSide) => number) => comparison(row, value)
  return [
    `${training} + ${validation}`,
    String(batchSize),
    String(imageSize),
    threads === undefined ? 'all' : String(threads),
    ...compared(({ featureExtraction }) => featureExtraction),
    ...compared(({ fineTuning }) => fineTuning),
    ...compared(({ peakMemoryBytes }) => peakMemoryBytes / 2 ** 20),
  ]
}

function comparison({ graft, keras }: ScalingRow, value: (side: ScalingSide) => number): string[] {
  return [
    graft ? short(value(graft)) : '-',
    keras ? short(value(keras)) : '-',
    graft && keras ? short(value(graft) / value(keras)) : '-',
  ]
}
