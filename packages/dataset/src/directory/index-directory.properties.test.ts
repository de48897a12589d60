import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../../test/drawn-pictures'
import { resolveDirectoryOptions } from './directory-options'
import { fromDirectory } from './from-directory'
import { type ClassFiles, indexClasses } from './index-directory'

/** Classes of 20 files and more: with a split between .05 and .95 neither subset is empty. */
const classes = fc
  .array(fc.integer({ min: 20, max: 40 }), { minLength: 1, maxLength: 5 })
  .map((counts): ClassFiles[] =>
    counts.map((count, label) => ({
      name: `class-${label}`,
      files: Array.from({ length: count }, (_, file) => `class-${label}/${file}.png`),
    })),
  )
const share = fc.double({ min: 0.05, max: 0.95, noNaN: true })

describe('a validation split', () => {
  it('parts the files of every class: floor(share * n) for validation, all others for training', () => {
    fc.assert(
      fc.property(classes, share, (found, validationSplit) => {
        const indexOf = (subset: 'training' | 'validation') =>
          indexClasses('/photos', found, [], resolveDirectoryOptions({ validationSplit, subset }))
        const [training, validation] = [indexOf('training'), indexOf('validation')]
        const all = found.flatMap(({ files }) => files)
        expect([...training.filenames, ...validation.filenames].sort()).toEqual([...all].sort())
        expect(validation.filenames.filter((file) => training.filenames.includes(file))).toEqual([])
        for (const [label, { files }] of found.entries()) {
          const count = Math.floor(validationSplit * files.length)
          expect(validation.labels.filter((one) => one === label)).toHaveLength(count)
          expect(training.labels.filter((one) => one === label)).toHaveLength(files.length - count)
        }
      }),
      { seed: 2024, numRuns: 100 },
    )
  })
})

describe('folds', () => {
  it('part the files of every class: each is in one fold, and folds differ by one file at most', () => {
    fc.assert(
      fc.property(classes, fc.integer({ min: 2, max: 20 }), (found, of) => {
        const indexOf = (index: number, subset: 'training' | 'validation') =>
          indexClasses('/photos', found, [], resolveDirectoryOptions({ fold: { index, of }, subset }))
        const all = found.flatMap(({ files }) => files)
        const parts = Array.from({ length: of }, (_, index) => indexOf(index, 'validation'))
        expect(parts.flatMap(({ filenames }) => filenames).sort()).toEqual([...all].sort())
        for (const [index, { filenames }] of parts.entries()) {
          const rest = indexOf(index, 'training').filenames
          expect([...rest, ...filenames].sort()).toEqual([...all].sort())
        }
        for (const label of found.keys()) {
          const sizes = parts.map(({ labels }) => labels.filter((one) => one === label).length)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 2024, numRuns: 50 },
    )
  })
})

describe('class indices', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..')
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 })

  it('number the folders by code point, or in the order of `classes`', async () => {
    await fc.assert(
      fc.asyncProperty(names, async (given) => {
        const folder = await folderOf(Object.fromEntries(given.map((one) => [`${one}/1.ppm`, ''])))
        const found = await fromDirectory(folder, { workers: 0 })
        const byBytes = [...given].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
        expect(found.classes).toEqual(byBytes)
        expect(byBytes.map((one) => found.classIndices[one])).toEqual(byBytes.map((_, label) => label))
        const ordered = await fromDirectory(folder, { workers: 0, classes: given })
        expect(ordered.filenames).toEqual(given.map((one) => `${one}/1.ppm`))
        expect([...ordered.labels]).toEqual(given.map((_, label) => label))
      }),
      { seed: 2024, numRuns: 25 },
    )
  })
})
