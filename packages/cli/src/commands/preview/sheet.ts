import { text, type ValuesOf, wholeNumber } from '../../knobs/knob'

/** What a sheet shows. */
export const SHEET = {
  out: text('--out <file>', 'where to write: .png, .jpg, .webp or .tiff'),
  photos: wholeNumber('--photos <n>', 'rows of the sheet', [1, 100]),
  variants: wholeNumber('--variants <n>', 'changed pictures of each photo', [1, 100]),
  size: wholeNumber('--size <pixels>', 'side of the pictures', [8, 1024]),
  seed: wholeNumber('--seed <n>', 'of the choice and of the changes', [0, 2 ** 32 - 1]),
} as const

export type Sheet = ValuesOf<typeof SHEET>

export const USUAL_SHEET: Sheet = { out: 'preview.png', photos: 6, variants: 6, size: 150, seed: 1 }
