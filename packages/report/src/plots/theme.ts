/** Greys of the words and lines around the curves. */
export const ink = { title: '#1a1a1a', text: '#4d4d4d', axis: '#8c8c8c', grid: '#e6e6e6' } as const

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

// Vermilion and blue of Okabe and Ito's palette, which people with any kind of colour blindness tell apart;
// the vermilion a little darker, for words in it on white.
export const styles = {
  training: { color: '#b84e00', dashes: '6 4', hollow: true },
  validation: { color: '#0068a6', dashes: undefined, hollow: false },
} as const satisfies Record<string, SeriesStyle>
