import { at, line, type Point } from './canvas'
import { type Color, css, darker, lighter } from './color'
import type { Draw } from './draw'

/** A closed outline: the point at each angle (radians, clockwise from the right). */
export type Outline = (angle: number) => Point

/** An oval. */
export function oval([x, y]: Point, [rx, ry]: Point): Outline {
  return (angle) => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)]
}

/** An outline through `corners`, rounded: each side's middle is on it, each corner pulls. */
export function rounded(corners: readonly Point[]): Outline {
  return (angle) => {
    const turn = ((((angle / (2 * Math.PI)) % 1) + 1) % 1) * corners.length
    const index = Math.floor(turn)
    const corner = (offset: number) => corners[(index + offset + corners.length) % corners.length]!
    const t = turn - index
    const [a, b, c] = [corner(-1), corner(0), corner(1)]
    const weights = [(1 - t) ** 2 / 2, (1 + 2 * t - 2 * t * t) / 2, t ** 2 / 2] as const
    return [
      a[0] * weights[0] + b[0] * weights[1] + c[0] * weights[2],
      a[1] * weights[0] + b[1] * weights[1] + c[1] * weights[2],
    ]
  }
}

/** An outline with tufts of up to `length`, as a path. */
export function furry(draw: Draw, outline: Outline, length: number, tufts = 90): string {
  const parts: string[] = []
  for (let i = 0; i < tufts; i++) {
    const angle = (2 * Math.PI * i) / tufts
    const [x, y] = outline(angle)
    const [nextX, nextY] = outline(angle + (2 * Math.PI) / tufts)
    // The outward normal of a clockwise outline; tufts lean downwards, as fur does.
    const [dx, dy] = [nextX - x, nextY - y]
    const size = (length * draw.between(0.2, 1)) / (Math.hypot(dx, dy) || 1)
    const tip = [x + dx * 0.6 + dy * size, y + dy * 0.6 - dx * size + length * 0.35] as const
    parts.push(`${i === 0 ? 'M' : 'L'}${at(x, y)}L${at(...tip)}`)
  }
  return `${parts.join('')}Z`
}

/** Hairs that run outwards from a center, light and dark, over an oval. */
export function hairs(draw: Draw, [cx, cy]: Point, [rx, ry]: Point, color: Color, count: number): string {
  const strands = (length: number) =>
    Array.from({ length: count }, () => {
      const angle = draw.between(0, 2 * Math.PI)
      const radius = Math.sqrt(draw.between(0.04, 0.92))
      const [x, y] = [cx + rx * radius * Math.cos(angle), cy + ry * radius * Math.sin(angle)]
      const lean = angle + draw.around(0.5)
      return `M${at(x, y)}l${at(length * Math.cos(lean), length * Math.sin(lean) + length * 0.3)}`
    }).join('')
  return (
    line(strands(rx * 0.11), css(lighter(color, 0.4), 0.3), rx * 0.014) +
    line(strands(rx * 0.1), css(darker(color, 0.45), 0.28), rx * 0.014)
  )
}
