import type { Paint } from './paint'

/** How a page looks. */
export interface Page {
  readonly paint: Paint
  /** Characters of a line. */
  readonly width: number
}
