import { at, type Canvas, ellipse, line, type Point, path } from './canvas'
import { type Color, css, darker, lighter, white } from './color'

/** An eye: an almond of iris with a pupil, a dark rim and a highlight. */
export interface Eye {
  readonly center: Point
  /** Half width and half height of the opening. */
  readonly size: Point
  readonly iris: Color
  /** Half width and half height of the pupil. */
  readonly pupil: Point
  /** Degrees; outer corner up is positive on the right side. */
  readonly tilt: number
  readonly gaze: number
}

export function eye(canvas: Canvas, { center, size, iris, pupil, tilt, gaze }: Eye): string {
  const [w, h] = size
  const almond = `M${at(-w, 0)}Q${at(-w * 0.5, -h * 1.5)} ${at(w * 0.1, -h)}Q${at(w * 0.8, -h * 0.8)} ${at(w, 0)}Q${at(w * 0.5, h * 1.2)} ${at(-w * 0.1, h)}Q${at(-w * 0.8, h * 0.8)} ${at(-w, 0)}Z`
  const inner = [
    path(almond, canvas.glow(lighter(iris, 0.35), darker(iris, 0.35), [0.5, 0.7])),
    ellipse([gaze, 0], pupil, css([12, 10, 10])),
    ellipse([gaze - w * 0.3, -h * 0.42], [w * 0.2, h * 0.2], css(white, 0.92)),
    ellipse([gaze + w * 0.28, h * 0.38], [w * 0.1, h * 0.1], css(white, 0.5)),
  ].join('')
  const rim = line(almond, css([24, 18, 16], 0.9), w * 0.14)
  return `<g transform="translate(${at(...center)}) rotate(${tilt.toFixed(1)})">${canvas.inside(almond, inner)}${rim}</g>`
}
