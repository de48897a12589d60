import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Image, RandomState } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { applyParameters, type FillMode, imageDataGenerator } from '../src/index'
import { camelCase, distance } from './keras'

const folder = resolve(import.meta.dirname, '../../../../shared/goldens')

if (!existsSync(folder)) console.info(`Skipped: the goldens of Keras are not at ${folder}.`)

interface Goldens {
  augmentInput: { file: string }
  augment: {
    fillMode: FillMode
    cval: number
    transform: Record<string, unknown>
    output: { file: string }
  }[]
  draws: {
    configs: Record<string, Record<string, unknown>>
    rows: { config: string; seed: number; params: Record<string, unknown> }[]
  }
}

describe.skipIf(!existsSync(folder))(
  'the goldens of Keras (skipped where ../shared/goldens is missing)',
  () => {
    const goldens: Goldens =
      existsSync(folder) && JSON.parse(readFileSync(resolve(folder, 'index.json'), 'utf8'))
    const read = (file: string): Float32Array => {
      const bytes = readFileSync(resolve(folder, file))
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    }

    it('has all cases', () => {
      expect([goldens.augment.length, goldens.draws.rows.length]).toEqual([30, 15])
    })

    it('changes pictures as Keras does', () => {
      for (const { fillMode, cval, transform, output } of goldens.augment) {
        const image: Image = { data: read(goldens.augmentInput.file), height: 60, width: 50, channels: 3 }
        const changed = applyParameters(image, camelCase(transform), { fillMode, cval })
        expect(distance(changed.data, read(output.file)), JSON.stringify(transform)).toBeLessThan(1e-4)
      }
    })

    it('draws the parameters that Keras draws, to the last bit', () => {
      for (const { config, seed, params } of goldens.draws.rows) {
        const generator = imageDataGenerator(camelCase(goldens.draws.configs[config]!))
        const drawn = generator.sample(new RandomState(seed), { height: 150, width: 150, channels: 3 })
        expect(drawn).toEqual(camelCase(params))
      }
    })
  },
)
