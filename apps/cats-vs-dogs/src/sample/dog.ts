import type { Animal, Sitter } from './animal'
import { at, line, path } from './canvas'
import { css, darker, lighter } from './color'
import { dogHead } from './dog-head'
import { furry, hairs, rounded } from './fur'

/** A sitting dog, seen from the front. */
export function dog(sitter: Sitter): Animal {
  return { body: tail(sitter) + torso(sitter) + legs(sitter), head: dogHead(sitter) }
}

function torso({ draw, canvas, coat }: Sitter): string {
  const shoulders = draw.between(104, 130)
  const shape = rounded([
    [0, 20],
    [70, 40],
    [shoulders, 150],
    [shoulders * 0.98, 350],
    [0, 372],
    [-shoulders * 0.98, 350],
    [-shoulders, 150],
    [-70, 40],
  ])
  const outline = furry(draw, shape, 9, 110)
  const chest = canvas.spot([0, 190], [72, 116], coat.light, 0.9)
  const patch = canvas.spot([draw.around(90), draw.between(220, 320)], [54, 62], coat.dark, 0.8)
  return (
    path(outline, canvas.glow(lighter(coat.base, 0.1), darker(coat.base, 0.38), [0.4, 0.2])) +
    canvas.inside(
      outline,
      chest + (draw.chance(0.4) ? patch : '') + hairs(draw, [0, 120], [shoulders, 240], coat.base, 160),
    )
  )
}

function legs({ canvas, coat }: Sitter): string {
  const fill = canvas.fade(coat.base, lighter(coat.light, 0.1), 0)
  return [-1, 1]
    .map((side) => {
      const x = side * 48
      return (
        path(
          `M${at(x - 30, 200)}Q${at(x - 28, 320)} ${at(x - 36, 362)}Q${at(x, 388)} ${at(x + 36, 362)}Q${at(x + 28, 320)} ${at(x + 30, 200)}Z`,
          fill,
        ) + line(`M${at(x - 12, 358)}l0 16M${at(x + 12, 358)}l0 16`, css(darker(coat.base, 0.5), 0.6), 3)
      )
    })
    .join('')
}

/** Short and thick, up in the air. */
function tail({ draw, coat }: Sitter): string {
  const side = draw.chance(0.5) ? 1 : -1
  const curve = `M${at(side * 84, 320)}Q${at(side * draw.between(140, 170), 300)} ${at(side * draw.between(140, 190), draw.between(200, 250))}`
  return line(curve, css(darker(coat.base, 0.22)), 32) + line(curve, css(lighter(coat.base, 0.08), 0.5), 16)
}
