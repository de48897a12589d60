import { expect, it } from 'vitest'
import { filesWith, wrongFiles, wrongRanges } from './check-contents'

const whole = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'dist/index.js']

it('finds what is missing, and tests and sources', () => {
  expect(wrongFiles(whole)).toEqual([])
  expect(wrongFiles(whole.slice(1)).map(([text]) => text)).toEqual(['LICENSE is not in the tarball'])
  for (const name of ['src/index.ts', 'dist/a.test.js', 'dist/fixtures/a.png', '.env']) {
    expect(wrongFiles([...whole, name]).map(([text]) => text)).toEqual([
      `${name} does not belong into the tarball`,
    ])
  }
})

it('finds paths of a machine, in source maps of Windows too', () => {
  const files = [
    { name: 'dist/a.js.map', data: Buffer.from('{"sources":["C:\\\\graft\\\\src\\\\a.ts", "../b.ts"]}') },
  ]
  expect(filesWith(['C:\\graft'], files)).toHaveLength(1)
  expect(filesWith(['/graft'], files)).toEqual([])
})

it('finds ranges that only a workspace understands', () => {
  const manifest = { name: 'a', version: '1.0.0', peerDependencies: { b: '^1.0.0 || ^2.0.0' } }
  expect(wrongRanges(manifest)).toEqual([])
  for (const range of ['workspace:^', 'catalog:', 'file:../c']) {
    expect(wrongRanges({ ...manifest, dependencies: { c: range } })).toHaveLength(1)
  }
})
