import type { Sitter } from './animal'
import { at, ellipse, line, type Point, path } from './canvas'
import { type Color, css, darker, lighter } from './color'
import { dogMarkings } from './dog-markings'
import { eye } from './eyes'
import { furry, hairs, oval, rounded } from './fur'

const irises: readonly [Color, ...Color[]] = [
  [92, 58, 34],
  [66, 42, 30],
  [128, 84, 42],
]
const tongueColor: Color = [214, 110, 118]

/** A dog's head: long, hanging ears, a big muzzle and nose, often the tongue out. */
export function dogHead(sitter: Sitter): string {
  const { draw, canvas, coat, turn } = sitter
  const outline = furry(draw, oval([0, -8], [draw.between(80, 90), draw.between(90, 102)]), 8)
  const ears = draw.chance(0.72) ? hangingEar : foldedEar
  const length = draw.between(92, 168)
  return [
    path(outline, canvas.glow(lighter(coat.base, 0.18), darker(coat.base, 0.28))),
    canvas.inside(outline, dogMarkings(sitter) + hairs(draw, [turn * 10, 10], [92, 105], coat.base, 150)),
    ears(sitter, -1, length),
    ears(sitter, 1, length),
    eyes(sitter),
    muzzle(sitter),
  ].join('')
}

/** Sewn to the side of the skull, down to the jaw or further. */
function hangingEar({ draw, canvas, coat, turn }: Sitter, side: -1 | 1, length: number): string {
  const sway = draw.around(14)
  const shift = turn * 6
  const shape = rounded([
    [side * 46 + shift, -92],
    [side * 92 + shift, -88],
    [side * (122 + sway) + shift, -10],
    [side * (126 + sway) + shift, length * 0.62],
    [side * (100 + sway) + shift, length],
    [side * (78 + sway * 0.6) + shift, length * 0.6],
    [side * 80 + shift, -20],
  ])
  // Outlines run clockwise, so that tufts point outwards on both sides.
  const outline = furry(draw, side === 1 ? shape : (angle) => shape(-angle), 9, 70)
  const shade = darker(coat.dark, draw.between(0, 0.25))
  const color = draw.chance(0.75) ? shade : darker(coat.base, 0.25)
  return (
    path(outline, canvas.glow(lighter(color, 0.2), darker(color, 0.25), [0.45, 0.25])) +
    canvas.inside(outline, hairs(draw, [side * 98, -10], [46, length], color, 60))
  )
}

/** Standing at the root, the tip folded forward and down. */
function foldedEar({ draw, canvas, coat, turn }: Sitter, side: -1 | 1): string {
  const shift = turn * 8
  const tip: Point = [side * draw.between(88, 112) + shift, -draw.between(20, 44)]
  const root = `M${at(side * 30 + shift, -92)}Q${at(side * 62 + shift, -128)} ${at(side * 98 + shift, -104)}L${at(side * 86, -40)}Z`
  const flap = `M${at(side * 36 + shift, -98)}Q${at(side * 70 + shift, -126)} ${at(side * 104 + shift, -100)}Q${at(side * 124 + shift, -70)} ${at(...tip)}Q${at(side * 72 + shift, -52)} ${at(side * 36 + shift, -98)}Z`
  return (
    path(root, css(darker(coat.base, 0.3))) +
    path(flap, canvas.glow(coat.dark, darker(coat.dark, 0.3), [0.4, 0.2]))
  )
}

function eyes({ draw, canvas, coat, turn }: Sitter): string {
  const iris = draw.one(irises)
  const radius = draw.between(12.5, 16)
  const lift = draw.between(-4, 6)
  return [-1, 1]
    .map((side) => {
      const center: Point = [side * 37 + turn * 15, -20]
      const brow = `M${at(center[0] - 17, -42 - (side < 0 ? 0 : lift))}Q${at(center[0], -52)} ${at(center[0] + 17, -42 - (side < 0 ? lift : 0))}`
      return (
        eye(canvas, {
          center,
          size: [radius * 1.1, radius],
          iris,
          pupil: [radius * 0.66, radius * 0.7],
          tilt: side * 7,
          gaze: turn * 3,
        }) + line(brow, css(darker(coat.base, 0.5), 0.45), 6)
      )
    })
    .join('')
}

function muzzle(sitter: Sitter): string {
  const { draw, canvas, coat, turn } = sitter
  const x = turn * 32
  const width = draw.between(44, 56)
  const bottom = draw.between(92, 112)
  const color = draw.chance(0.65) ? coat.light : lighter(coat.base, 0.12)
  const jowls = rounded([
    [x * 0.5, 0],
    [x * 0.7 + width * 0.7, 8],
    [x + width * 1.12, bottom * 0.62],
    [x + width * 0.7, bottom],
    [x, bottom * 0.9],
    [x - width * 0.7, bottom],
    [x - width * 1.12, bottom * 0.62],
    [x * 0.7 - width * 0.7, 8],
  ])
  const outline = furry(draw, jowls, 6, 80)
  return [
    draw.chance(0.6) ? tongue(sitter, x, bottom) : '',
    path(outline, canvas.glow(lighter(color, 0.22), darker(color, 0.24), [0.42, 0.3])),
    canvas.inside(outline, hairs(draw, [x, 50], [width, 55], color, 50)),
    line(
      `M${at(x, 56)}L${at(x, bottom * 0.78)}M${at(x - width * 0.8, bottom * 0.74)}Q${at(x - width * 0.3, bottom)} ${at(x, bottom * 0.78)}Q${at(x + width * 0.3, bottom)} ${at(x + width * 0.8, bottom * 0.74)}`,
      css([48, 32, 30], 0.85),
      3.4,
    ),
    nose(sitter, x),
  ].join('')
}

function nose({ draw, canvas }: Sitter, x: number): string {
  const size = draw.between(22, 29)
  const color: Color = draw.chance(0.8) ? [38, 33, 34] : [92, 62, 54]
  return [
    path(
      `M${at(x - size, 32)}Q${at(x - size, 18)} ${at(x, 18)}Q${at(x + size, 18)} ${at(x + size, 32)}Q${at(x + size * 0.6, 54)} ${at(x, 56)}Q${at(x - size * 0.6, 54)} ${at(x - size, 32)}Z`,
      canvas.glow(lighter(color, 0.3), darker(color, 0.5), [0.4, 0.15]),
    ),
    ellipse([x - size * 0.45, 41], [size * 0.2, size * 0.14], css([8, 6, 6], 0.8), 20),
    ellipse([x + size * 0.45, 41], [size * 0.2, size * 0.14], css([8, 6, 6], 0.8), -20),
    ellipse([x - size * 0.2, 24], [size * 0.38, size * 0.12], css([255, 255, 255], 0.4)),
  ].join('')
}

function tongue({ draw, canvas }: Sitter, x: number, top: number): string {
  const end = top + draw.between(22, 50)
  const width = draw.between(17, 24)
  return [
    ellipse([x, top - 4], [width * 1.5, 16], css([74, 34, 34])),
    path(
      `M${at(x - width, top - 8)}Q${at(x - width * 1.15, end)} ${at(x, end)}Q${at(x + width * 1.15, end)} ${at(x + width, top - 8)}Z`,
      canvas.fade(darker(tongueColor, 0.2), lighter(tongueColor, 0.12)),
    ),
    line(`M${at(x, top)}L${at(x, end - 12)}`, css(darker(tongueColor, 0.35), 0.7), 3),
  ].join('')
}
