import { describe, expect, it } from 'vitest'
import { mergeConfig } from './merge-config'
import { PRESETS, USUAL } from './presets'
import { ALL_TRAIN_KNOBS } from './train-knobs'

const facts = { classes: ['cats', 'dogs'], training: 2000, shortSide: 400 }
const nothing = { file: {}, options: {} }

describe('mergeConfig', () => {
  it('answers every question by itself', () => {
    expect(mergeConfig(nothing, facts)).toEqual(USUAL)
    for (const [name, value] of Object.entries(USUAL)) {
      expect(ALL_TRAIN_KNOBS[name as keyof typeof USUAL].schema.safeParse(value).success, name).toBe(true)
    }
  })

  it('asks the options first, then the file, the preset and the photos', () => {
    const few = { ...facts, training: 100, shortSide: 96 }
    expect(mergeConfig(nothing, few)).toMatchObject({ imageSize: 96, batchSize: 5 })
    const preset = { ...nothing, preset: 'best' } as const
    expect(mergeConfig(preset, few)).toMatchObject({ imageSize: 224, batchSize: 5, patience: 6 })
    const file = { ...preset, file: { imageSize: 180, patience: 2 } }
    expect(mergeConfig(file, few)).toMatchObject({ imageSize: 180, patience: 2, epochs: 8 })
    expect(mergeConfig({ ...file, options: { imageSize: 99 } }, few)).toMatchObject({
      imageSize: 99,
      patience: 2,
    })
  })

  it('neither enlarges photos below what the network takes nor makes batches of nothing', () => {
    const least = { ...facts, training: 3, shortSide: 20 }
    expect(mergeConfig(nothing, least)).toMatchObject({ imageSize: 75, batchSize: 4 })
  })

  it('refuses to fine-tune nothing', () => {
    const options = { cutAt: 'mixed5', unfreezeAfter: 'mixed5' } as const
    expect(() => mergeConfig({ ...nothing, options }, facts)).toThrow(
      /--unfreeze-after must be a block before mixed5.*Received: 'mixed5'/,
    )
    const without = { ...options, fineTuneEpochs: 0 }
    expect(mergeConfig({ ...nothing, options: without }, facts).cutAt).toBe('mixed5')
  })
})

it('has presets that are valid', () => {
  for (const [preset, values] of Object.entries(PRESETS)) {
    for (const [name, value] of Object.entries(values)) {
      const { schema } = ALL_TRAIN_KNOBS[name as keyof typeof ALL_TRAIN_KNOBS]
      expect(schema.safeParse(value).success, `${preset}.${name}`).toBe(true)
    }
  }
})
