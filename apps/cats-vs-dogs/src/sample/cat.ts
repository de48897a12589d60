import type { Animal, Sitter } from './animal'
import { at, line, path } from './canvas'
import { catHead } from './cat-head'
import { css, darker, lighter } from './color'
import { furry, hairs, rounded } from './fur'

/** A sitting cat, seen from the front. */
export function cat(sitter: Sitter): Animal {
  return { body: tail(sitter) + torso(sitter) + paws(sitter), head: catHead(sitter) }
}

function torso({ draw, canvas, coat }: Sitter): string {
  const width = draw.between(92, 118)
  const shape = rounded([
    [0, 30],
    [62, 50],
    [width * 0.85, 190],
    [width, 330],
    [0, 356],
    [-width, 330],
    [-width * 0.85, 190],
    [-62, 50],
  ])
  const outline = furry(draw, shape, 9, 110)
  const chest = canvas.spot([0, 150], [56, 100], coat.light, 0.9)
  const stripes = [150, 190, 230, 270].flatMap((y) =>
    [-1, 1].map(
      (side) => `M${at(side * width, y)}Q${at(side * width * 0.8, y + 14)} ${at(side * width * 0.55, y + 4)}`,
    ),
  )
  const striped = draw.chance(0.5) ? line(stripes.join(''), css(coat.dark, 0.55), 9) : ''
  return (
    path(outline, canvas.glow(lighter(coat.base, 0.1), darker(coat.base, 0.38), [0.4, 0.2])) +
    canvas.inside(outline, chest + striped + hairs(draw, [0, 120], [width, 230], coat.base, 160))
  )
}

function paws({ canvas, coat }: Sitter): string {
  const fill = canvas.fade(coat.base, lighter(coat.light, 0.1), 0)
  return [-1, 1]
    .map((side) => {
      const x = side * 27
      return (
        path(
          `M${at(x - 21, 200)}Q${at(x - 24, 300)} ${at(x - 26, 340)}Q${at(x, 366)} ${at(x + 26, 340)}Q${at(x + 24, 300)} ${at(x + 21, 200)}Z`,
          fill,
        ) + line(`M${at(x - 9, 338)}l0 14M${at(x + 9, 338)}l0 14`, css(darker(coat.base, 0.5), 0.6), 2.4)
      )
    })
    .join('')
}

/** Long and thin, curled up at one side. */
function tail({ draw, coat }: Sitter): string {
  const side = draw.chance(0.5) ? 1 : -1
  const reach = draw.between(150, 200)
  const curve = `M${at(side * 70, 320)}C${at(side * reach, 340)} ${at(side * (reach + 30), 220)} ${at(side * draw.between(130, 190), draw.between(110, 190))}`
  return line(curve, css(darker(coat.base, 0.22)), 27) + line(curve, css(lighter(coat.base, 0.08), 0.5), 13)
}
