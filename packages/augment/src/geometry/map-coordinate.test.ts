import { describe, expect, it } from 'vitest'
import { type FillMode, mapCoordinate } from './map-coordinate'

const letters = 'abcd'

/** Which of the four pixels of a line is read at -6..9. */
function line(mode: FillMode): string {
  return Array.from({ length: 16 }, (_, i) => letters[mapCoordinate(i - 6, 4, mode)] ?? '-').join('')
}

// As scipy.ndimage.affine_transform reads a line of four pixels shifted by -6.
describe('mapCoordinate', () => {
  it.each<[FillMode, string]>([
    ['nearest', 'aaaaaaabcddddddd'],
    ['reflect', 'cddcbaabcddcbaab'],
    ['wrap', 'dbcdbcabcdbcabca'],
    ['constant', '------abcd------'],
  ])('%s', (mode, expected) => {
    expect(line(mode)).toBe(expected)
  })
})
