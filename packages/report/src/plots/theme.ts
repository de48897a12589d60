/** How a curve is told from the others: by colour, and by dashes and dots where there is no colour. */
export interface SeriesStyle {
  readonly color: string
  /** An SVG `stroke-dasharray`. */
  readonly dashes: string | undefined
  readonly hollow: boolean
}

/** One curve: a value an epoch, NaN where there is none. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
  readonly style: SeriesStyle
}

/** The colours of a plot. */
export interface Theme {
  readonly background: string
  /** Words and lines around the curves. */
  readonly ink: Readonly<Record<'title' | 'text' | 'axis' | 'grid', string>>
  readonly training: string
  readonly validation: string
  /** Of further curves, from the first on. */
  readonly others: readonly string[]
}

// Vermilion and blue of Okabe and Ito's palette, which people with any kind of colour blindness tell apart;
// the vermilion a little darker, for words in it on white.
const [VERMILION, BLUE] = ['#b84e00', '#0068a6']

/** For a file of its own: dark on white. */
export const paper: Theme = {
  background: '#ffffff',
  ink: { title: '#1a1a1a', text: '#4d4d4d', axis: '#8c8c8c', grid: '#e6e6e6' },
  training: VERMILION,
  validation: BLUE,
  others: [BLUE, VERMILION, '#00785a', '#a34d80', '#7a6200', '#4d4d4d'],
}

/** For a page that says in its style what the colours are, by day and by night. */
export const pageTheme: Theme = {
  background: 'var(--ground)',
  ink: { title: 'var(--ink)', text: 'var(--quiet)', axis: 'var(--line)', grid: 'var(--faint)' },
  training: 'var(--training)',
  validation: 'var(--validation)',
  others: [1, 2, 3, 4, 5, 6].map((number) => `var(--curve-${number})`),
}

export function trainingStyle({ training: color }: Theme): SeriesStyle {
  return { color, dashes: '6 4', hollow: true }
}

export function validationStyle({ validation: color }: Theme): SeriesStyle {
  return { color, dashes: undefined, hollow: false }
}
