import type { Sitter } from './animal'
import { at, ellipse, line, path } from './canvas'
import { type Color, css, lighter } from './color'

/** One of a cat's patterns on its face, and a light muzzle. */
export function catMarkings(sitter: Sitter): string {
  const { draw, coat, turn } = sitter
  const patterns = [plain, tabby, tabby, tuxedo, calico, points] as const
  const soft = sitter.canvas.blurred(6, draw.one(patterns)(sitter))
  return soft + ellipse([turn * 12, 66], [46, 30], css(coat.light, 0.55))
}

function plain(): string {
  return ''
}

function tabby({ draw, coat, turn }: Sitter): string {
  const width = draw.between(6, 10)
  const forehead = [-34, -12, 12, 34].map(
    (x) => `M${at(x + turn * 10, -92)}Q${at(x * 1.1, -66)} ${at(x * 0.62 + turn * 12, -38)}`,
  )
  const cheeks = [-1, 1].flatMap((side) =>
    [0, 1, 2].map(
      (row) =>
        `M${at(side * 108, -6 + row * 22)}Q${at(side * 84, 4 + row * 20)} ${at(side * 62, -2 + row * 20)}`,
    ),
  )
  return line([...forehead, ...cheeks].join(''), css(coat.dark, 0.85), width)
}

function tuxedo({ coat, turn }: Sitter): string {
  return path(
    `M${at(turn * 10, -84)}Q${at(-16, -10)} ${at(-74, 90)}L${at(74, 90)}Q${at(16, -10)} ${at(turn * 10, -84)}Z`,
    css(coat.light),
  )
}

function calico({ draw, coat }: Sitter): string {
  const spot = (side: number, color: Color) =>
    ellipse(
      [side * draw.between(40, 70), -draw.between(20, 60)],
      [draw.between(34, 56), draw.between(34, 60)],
      css(color),
      draw.around(60),
    )
  return spot(-1, coat.dark) + spot(1, lighter(coat.light, 0.2))
}

function points({ coat, turn }: Sitter): string {
  return ellipse([turn * 14, 26], [62, 66], css(coat.dark, 0.8))
}
