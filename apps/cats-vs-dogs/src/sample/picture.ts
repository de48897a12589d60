import type { Animal, Sitter } from './animal'
import { Canvas, ellipse, number, type Point, path } from './canvas'
import { cat } from './cat'
import { black, darker, lighter } from './color'
import { dog } from './dog'
import type { Draw } from './draw'
import { collars, drawCoat } from './palette'
import { scene } from './scene'

export const species = ['cats', 'dogs'] as const
export type Species = (typeof species)[number]

const animals: Record<Species, (sitter: Sitter) => Animal> = { cats: cat, dogs: dog }

/** One animal in front of something, as an SVG of `width` by `height` pixels. */
export function picture(draw: Draw, kind: Species, [width, height]: Point): string {
  const canvas = new Canvas()
  const pose = drawPose(draw, [width, height])
  const sitter: Sitter = { draw, canvas, coat: drawCoat(draw), turn: draw.around(0.9) }
  const background = scene(draw, canvas, [width, height], pose.ground - pose.unit * draw.between(40, 230))
  const { body, head } = animals[kind](sitter)
  const shadow = canvas.spot([14, 358], [230, 46], black, 0.6)
  const neck = canvas.spot([0, 86], [92, 50], black, 0.35)
  const content = [
    background,
    `<g transform="translate(${number(pose.x)} ${number(pose.y)}) rotate(${number(pose.lean)}) scale(${number(pose.unit * 100)}) scale(0.01)">`,
    shadow,
    body,
    neck,
    draw.chance(0.45) ? collar(sitter) : '',
    `<g transform="translate(${number(draw.around(14))} 0) rotate(${number(pose.tilt)})">${head}</g>`,
    '</g>',
  ].join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${canvas.definitions()}${content}</svg>`
}

/** How the animal sits in the frame: from a portrait to the whole animal. */
interface Pose {
  /** The middle of the head, in pixels. */
  readonly x: number
  readonly y: number
  /** Pixels per unit of the drawing. */
  readonly unit: number
  /** Where it sits, in pixels from the top. */
  readonly ground: number
  /** Degrees, of the whole and of the head. */
  readonly lean: number
  readonly tilt: number
}

function drawPose(draw: Draw, [width, height]: Point): Pose {
  const closeness = draw.between(0, 1)
  const unit = (Math.min(width, height) / 200) * (0.36 + 0.4 * closeness)
  const y = height * (0.32 + 0.17 * closeness + draw.around(0.06))
  return {
    x: width * (0.5 + draw.around(0.14)),
    y,
    unit,
    ground: y + 350 * unit,
    lean: draw.around(7),
    tilt: draw.around(18),
  }
}

function collar({ draw, canvas }: Sitter): string {
  const color = draw.one(collars)
  return (
    path('M-64 92Q0 142 64 92L66 108Q0 160 -66 108Z', canvas.fade(lighter(color, 0.15), darker(color, 0.3))) +
    ellipse([0, 146], [11, 12], canvas.glow([250, 226, 150], [168, 126, 50]))
  )
}
