import { expect, it } from 'vitest'
import { USUAL } from '../config/presets'
import { unfreezeStages } from './unfreeze-stages'

const stagesOf = (unfreezeAfter: 'mixed4' | 'mixed6', fineTuneEpochs: number) =>
  unfreezeStages({ ...USUAL, unfreezeAfter, fineTuneEpochs }).map(({ after, epochs }) => `${after} ${epochs}`)

it('opens one block after the other, and shares the epochs out', () => {
  expect(stagesOf('mixed4', 10)).toEqual(['mixed6 3', 'mixed5 3', 'mixed4 4'])
  expect(stagesOf('mixed6', 10)).toEqual(['mixed6 10'])
})

it('opens several blocks at first where there are fewer epochs', () => {
  expect(stagesOf('mixed4', 2)).toEqual(['mixed5 1', 'mixed4 1'])
})
