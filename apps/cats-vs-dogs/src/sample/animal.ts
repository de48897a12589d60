import type { Canvas } from './canvas'
import type { Draw } from './draw'
import type { Coat } from './palette'

/** What an animal is drawn with. Its head is about 200 units wide, its middle the origin. */
export interface Sitter {
  readonly draw: Draw
  readonly canvas: Canvas
  readonly coat: Coat
  /** Where the face looks: -1 left, 1 right. Features move that way, the nearer the more. */
  readonly turn: number
}

/** The parts of an animal as SVG; the body is drawn before the head. */
export interface Animal {
  readonly body: string
  readonly head: string
}
