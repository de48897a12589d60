import { at, type Canvas, ellipse, number, type Point, path } from './canvas'
import { blend, type Color, css, darker, lighter, white } from './color'
import type { Draw } from './draw'
import { surroundings } from './palette'

/** Where a picture was taken, out of focus. Drawn into a box of `width` by `height`. */
export function scene(draw: Draw, canvas: Canvas, [width, height]: Point, horizon: number): string {
  const wall = draw.one(surroundings)
  const floor = draw.one(surroundings)
  const details = draw.one([bokeh, window, cushions, meadow])(draw, [width, height], horizon, wall)
  return [
    `<rect width="${number(width)}" height="${number(height)}" fill="${canvas.fade(lighter(wall, 0.3), darker(wall, 0.12))}"/>`,
    canvas.blurred(
      width * draw.between(0.008, 0.028),
      [
        path(
          `M${at(-width, horizon)}Q${at(width / 2, horizon + draw.around(height * 0.05))} ${at(2 * width, horizon)}L${at(2 * width, 2 * height)}L${at(-width, 2 * height)}Z`,
          canvas.fade(darker(floor, 0.1), darker(floor, 0.38)),
        ),
        details,
      ].join(''),
    ),
  ].join('')
}

/** Light through leaves: round spots. */
function bokeh(draw: Draw, [width, height]: Point, horizon: number, wall: Color): string {
  return Array.from({ length: draw.whole(10, 22) }, () => {
    const radius = draw.between(0.015, 0.07) * width
    const center: Point = [draw.between(0, width), draw.between(-0.1 * height, horizon)]
    const color = blend(lighter(wall, 0.5), draw.one(surroundings), draw.between(0, 0.8))
    return ellipse(center, [radius, radius], css(color, draw.between(0.3, 0.85)))
  }).join('')
}

/** A bright window with its bars. */
function window(draw: Draw, [width, height]: Point, horizon: number): string {
  const [w, h] = [draw.between(0.25, 0.5) * width, draw.between(0.5, 0.9) * horizon]
  const [x, y] = [draw.between(-0.1, 0.8) * width, draw.between(-0.1, 0.1) * height]
  const pane = (left: number, top: number) =>
    `<rect x="${number(x + left * w)}" y="${number(y + top * h)}" width="${number(w * 0.44)}" height="${number(h * 0.45)}" fill="${css(white, 0.75)}"/>`
  return pane(0, 0) + pane(0.52, 0) + pane(0, 0.53) + pane(0.52, 0.53)
}

/** Soft things on the floor behind. */
function cushions(draw: Draw, [width, height]: Point, horizon: number): string {
  return Array.from({ length: draw.whole(2, 4) }, () => {
    const size: Point = [draw.between(0.12, 0.26) * width, draw.between(0.1, 0.2) * height]
    const color = darker(draw.one(surroundings), draw.between(0, 0.3))
    return ellipse([draw.between(0, width), horizon - size[1] * 0.3], size, css(color, 0.95), draw.around(20))
  }).join('')
}

/** Blades of grass and hills far away. */
function meadow(draw: Draw, [width, height]: Point, horizon: number): string {
  const green: Color = [draw.between(86, 120), draw.between(122, 150), draw.between(70, 92)]
  const hills = Array.from({ length: 3 }, () =>
    ellipse(
      [draw.between(0, width), horizon + height * 0.06],
      [draw.between(0.3, 0.6) * width, draw.between(0.08, 0.24) * height],
      css(darker(green, draw.between(0, 0.3)), 0.9),
    ),
  )
  const field = `<rect x="${number(-width)}" y="${number(horizon)}" width="${number(3 * width)}" height="${number(height)}" fill="${css(green)}"/>`
  const blades = Array.from({ length: 60 }, () => {
    const [x, y] = [draw.between(0, width), draw.between(horizon, height)]
    return `M${at(x, y)}l${at(draw.around(0.02) * width, -draw.between(0.03, 0.08) * height)}`
  })
  return `${hills.join('')}${field}<path d="${blades.join('')}" stroke="${css(lighter(green, 0.25), 0.7)}" stroke-width="${number(width * 0.006)}" fill="none"/>`
}
