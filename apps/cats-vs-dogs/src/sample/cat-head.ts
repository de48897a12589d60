import type { Sitter } from './animal'
import { at, ellipse, line, type Point, path } from './canvas'
import { catMarkings } from './cat-markings'
import { type Color, css, darker, lighter } from './color'
import { eye } from './eyes'
import { furry, hairs, type Outline } from './fur'

const irises: readonly [Color, ...Color[]] = [
  [122, 158, 74],
  [196, 158, 52],
  [94, 148, 150],
  [176, 118, 48],
]
const pink: Color = [214, 138, 132]

/** A cat's head: wide, pointed ears, slit pupils, a short muzzle, whiskers. */
export function catHead(sitter: Sitter): string {
  const { draw, canvas, coat, turn } = sitter
  const outline = furry(draw, headOutline(draw.between(0.06, 0.16)), 9)
  return [
    ear(sitter, -1),
    ear(sitter, 1),
    path(outline, canvas.glow(lighter(coat.base, 0.18), darker(coat.base, 0.28))),
    canvas.inside(outline, catMarkings(sitter) + hairs(draw, [turn * 10, 20], [105, 90], coat.base, 160)),
    eyes(sitter),
    muzzle(sitter),
    whiskers(sitter),
  ].join('')
}

/** Wider than high, with full cheeks. */
function headOutline(cheeks: number): Outline {
  return (angle) => {
    const side = Math.abs(Math.cos(angle))
    const bulge = Math.sin(angle) > 0 ? 1 + cheeks * side * Math.sin(angle) * 2 : 1
    return [100 * Math.cos(angle) * bulge, 84 * Math.sin(angle)]
  }
}

function ear({ draw, canvas, coat, turn }: Sitter, side: -1 | 1): string {
  const tip: Point = [side * draw.between(74, 98) + turn * 8, -draw.between(138, 168)]
  const outer: Point = [side * 97, -18]
  const inner: Point = [side * 16 + turn * 12, -76]
  const edge = (scale: number, [x, y]: Point): Point => {
    const middle: Point = [side * 60, -62]
    return [middle[0] + (x - middle[0]) * scale, middle[1] + (y - middle[1]) * scale]
  }
  const shape = (scale: number) => {
    const [a, b, c] = [edge(scale, outer), edge(scale, tip), edge(scale, inner)]
    return `M${at(...a)}Q${at(a[0] + side * 6, (a[1] + b[1]) / 2)} ${at(...b)}Q${at((b[0] + c[0]) / 2 + side * 8, (b[1] + c[1]) / 2 - 8)} ${at(...c)}Z`
  }
  const tufts = Array.from({ length: 7 }, () => {
    const x = side * draw.between(30, 66)
    return `M${at(x, -62)}l${at(side * draw.between(2, 22), -draw.between(14, 40))}`
  }).join('')
  return [
    path(shape(1), canvas.fade(darker(coat.base, 0.3), coat.base)),
    path(shape(0.66), canvas.fade(darker(pink, 0.12), lighter(pink, 0.25))),
    line(tufts, css(lighter(coat.light, 0.2), 0.75), 3),
  ].join('')
}

function eyes({ draw, canvas, turn }: Sitter): string {
  const iris = draw.one(irises)
  const size: Point = [draw.between(20, 25), draw.between(17, 22)]
  const slit = draw.between(3.5, 9)
  return [-1, 1]
    .map((side) =>
      eye(canvas, {
        center: [side * 43 + turn * 15, -6],
        size: [size[0] * (1 - 0.12 * side * -turn), size[1]],
        iris,
        pupil: [slit, size[1] * 0.92],
        tilt: side * -9,
        gaze: turn * 4,
      }),
    )
    .join('')
}

function muzzle({ draw, canvas, coat, turn }: Sitter): string {
  const x = turn * 20
  const fill = canvas.glow(lighter(coat.light, 0.3), darker(coat.light, 0.14))
  const nose = draw.chance(0.7) ? pink : darker(pink, 0.6)
  return [
    ellipse([x, 58], [20, 14], fill),
    ellipse([x - 18, 40], [25, 19], fill),
    ellipse([x + 18, 40], [25, 19], fill),
    line(
      `M${at(x, 30)}L${at(x, 42)}M${at(x - 18, 50)}Q${at(x - 4, 56)} ${at(x, 42)}Q${at(x + 4, 56)} ${at(x + 18, 50)}`,
      css([70, 46, 42], 0.8),
      2.6,
    ),
    path(
      `M${at(x - 12, 19)}Q${at(x, 14)} ${at(x + 12, 19)}Q${at(x + 8, 30)} ${at(x, 32)}Q${at(x - 8, 30)} ${at(x - 12, 19)}Z`,
      canvas.glow(lighter(nose, 0.25), darker(nose, 0.2)),
    ),
  ].join('')
}

function whiskers({ draw, turn }: Sitter): string {
  const strands = [-1, 1].flatMap((side) =>
    [-1, 0, 1, 2].map((row) => {
      const start: Point = [side * 26 + turn * 20, 38 + row * 5]
      const end: Point = [side * draw.between(118, 150) + turn * 10, 34 + row * 22 + draw.around(14)]
      return `M${at(...start)}Q${at(side * 80, start[1] - 10)} ${at(...end)}`
    }),
  )
  return line(strands.join(''), css([250, 248, 244], 0.85), 1.8)
}
