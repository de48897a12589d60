import { ENGINES } from '@graft-ml/engine/diagnose'
import { choice, text, type ValuesOf, wholeNumber } from './knob'

/** What every command takes that uses a trained model. */
export const INFERENCE = {
  model: text('--model <folder>', 'a run, or a folder with a model (default: the newest of runs/)'),
  batchSize: wholeNumber('--batch-size <n>', 'photos that are looked at together', [1, 4096]),
  views: wholeNumber(
    '--views <n>',
    'average over so many views of each photo: as it is, and changed as in training',
    [1, 100],
  ),
  engine: choice('--engine <name>', 'where the arithmetic runs', ['auto', ...ENGINES]),
} as const

type Values = ValuesOf<typeof INFERENCE>

export type Inference = Omit<Values, 'model'> & Partial<Pick<Values, 'model'>>

export const USUAL_INFERENCE: Inference = { batchSize: 32, views: 1, engine: 'auto' }
