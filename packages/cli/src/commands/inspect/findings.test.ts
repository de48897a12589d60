import type { ClassInspection, FolderInspection } from '@graft-ml/dataset'
import { expect, it } from 'vitest'
import { findingsIn } from './findings'

const spread = { least: 100, median: 200, most: 300 }

function classOf(name: string, pictures: number, change: Partial<ClassInspection> = {}): ClassInspection {
  return { name, pictures, bytes: 0, formats: {}, widths: spread, heights: spread, broken: [], ...change }
}

function folderOf(
  parts: Readonly<Record<string, readonly ClassInspection[]>>,
  duplicates: readonly (readonly string[])[] = [],
): FolderInspection {
  const listed = Object.entries(parts).map(([name, classes]) => ({ name, classes }))
  return { folder: '/photos', parts: listed, duplicates }
}

it('finds nothing wrong with an even folder', () => {
  expect(findingsIn(folderOf({ '': [classOf('cats', 50), classOf('dogs', 60)] }))).toEqual([])
  const classes = [classOf('cats', 50), classOf('dogs', 60)]
  const fewer = [classOf('cats', 5), classOf('dogs', 6)]
  expect(findingsIn(folderOf({ train: classes, validation: fewer }))).toEqual([])
})

it.each<[string, FolderInspection, RegExp, string[]]>([
  [
    'broken files',
    folderOf({
      '': [classOf('a', 50, { broken: [{ path: 'a/1.jpg', reason: 'cut short' }] }), classOf('b', 50)],
    }),
    /^1 file is not a picture that can be read\.$/,
    ['a/1.jpg: cut short'],
  ],
  [
    'copies in a class',
    folderOf({ '': [classOf('a', 50), classOf('b', 50)] }, [['a/1.jpg', 'a/2.jpg']]),
    /^1 picture lies there more than once\.$/,
    ['a/1.jpg = a/2.jpg'],
  ],
  [
    'copies in two classes',
    folderOf({ '': [classOf('a', 50), classOf('b', 50)] }, [['a/1.jpg', 'b/2.jpg']]),
    /^1 picture is in more than one class\.$/,
    ['a/1.jpg = b/2.jpg'],
  ],
  [
    'copies in two parts',
    folderOf(
      { train: [classOf('a', 50), classOf('b', 50)], validation: [classOf('a', 50), classOf('b', 50)] },
      [
        ['train/a/1.jpg', 'validation/a/2.jpg'],
        ['train/b/1.jpg', 'validation/b/2.jpg'],
      ],
    ),
    /^2 pictures are in more than one part\.$/,
    ['train/a/1.jpg = validation/a/2.jpg', 'train/b/1.jpg = validation/b/2.jpg'],
  ],
  ['a single class', folderOf({ '': [classOf('a', 50)] }), /^There is one class, 'a'/, []],
  [
    'other classes in another part',
    folderOf({
      train: [classOf('a', 50), classOf('b', 50)],
      validation: [classOf('a', 50), classOf('c', 50)],
    }),
    /^train\/ and validation\/ have different classes\.$/,
    ['train/b has no validation/b', 'validation/c has no train/c'],
  ],
  [
    'few pictures',
    folderOf({ '': [classOf('a', 19), classOf('b', 50)] }),
    /^a\/ has only 19 pictures\.$/,
    [],
  ],
  [
    'an empty class',
    folderOf({ train: [classOf('a', 50), classOf('b', 50)], test: [classOf('a', 9), classOf('b', 0)] }),
    /^test\/b\/ has no pictures\.$/,
    [],
  ],
  [
    'a class that outweighs the others',
    folderOf({ '': [classOf('a', 50), classOf('b', 150)] }),
    /^b\/ has 3 times as many pictures as a\/\.$/,
    [],
  ],
  [
    'small pictures',
    folderOf({ '': [classOf('a', 50, { heights: { least: 1, median: 74, most: 900 } }), classOf('b', 50)] }),
    /^a\/ has small pictures, half of them no larger than 200x74\.$/,
    [],
  ],
])('finds %s', (_, inspection, text, files) => {
  const findings = findingsIn(inspection)
  expect(findings).toHaveLength(1)
  expect(findings[0]!.text).toMatch(text)
  expect(findings[0]!.files).toEqual(files)
  expect(findings[0]!.remedy).not.toBe('')
})

it('says how often one is right who always names the largest class', () => {
  const findings = findingsIn(folderOf({ '': [classOf('a', 20), classOf('b', 180)] }))
  expect(findings[0]!.remedy).toContain("'b' is right in 90% of the cases")
})
