import type { Sitter } from './animal'
import { at, ellipse, path } from './canvas'
import { css } from './color'

/** One of a dog's patterns on its face. */
export function dogMarkings(sitter: Sitter): string {
  const patterns = [plain, blaze, patch, mask, brows] as const
  return sitter.canvas.blurred(6, sitter.draw.one(patterns)(sitter))
}

function plain(): string {
  return ''
}

function blaze({ coat, turn }: Sitter): string {
  return path(
    `M${at(-14 + turn * 10, -120)}Q${at(turn * 14, -40)} ${at(-52, 60)}L${at(52, 60)}Q${at(turn * 14, -40)} ${at(14 + turn * 10, -120)}Z`,
    css(coat.light),
  )
}

function patch({ draw, coat, turn }: Sitter): string {
  const side = draw.chance(0.5) ? 1 : -1
  return ellipse([side * 40 + turn * 12, -20], [38, 46], css(coat.dark, 0.9), side * 20)
}

function mask({ coat, turn }: Sitter): string {
  return ellipse([turn * 16, 46], [74, 70], css(coat.dark, 0.75))
}

function brows({ coat, turn }: Sitter): string {
  return [-1, 1].map((side) => ellipse([side * 32 + turn * 14, -44], [13, 9], css(coat.light, 0.85))).join('')
}
