import { blend, type Color, css } from './color'

/** A place: right, down. */
export type Point = readonly [x: number, y: number]

/** Definitions that shapes refer to, collected while a picture is drawn. */
export class Canvas {
  readonly #definitions: string[] = []

  /** Light on one side, shade on the other; the place of the light in fractions of the shape's box. */
  glow(inner: Color, outer: Color, [x, y]: Point = [0.38, 0.28], radius = 0.85): string {
    return this.#define(
      (id) =>
        `<radialGradient id="${id}" cx="${x}" cy="${y}" r="${radius}"><stop offset="0" stop-color="${css(inner)}"/><stop offset="1" stop-color="${css(outer)}"/></radialGradient>`,
    )
  }

  /** From above to below; `opacity` is that of the upper end. */
  fade(top: Color, bottom: Color, opacity = 1): string {
    return this.#define(
      (id) =>
        `<linearGradient id="${id}" x2="0" y2="1"><stop offset="0" stop-color="${css(top, opacity)}"/><stop offset="0.5" stop-color="${css(blend(top, bottom, 0.5))}"/><stop offset="1" stop-color="${css(bottom)}"/></linearGradient>`,
    )
  }

  /** An ellipse that fades out at its rim: looks like a blur and costs far less. */
  spot(center: Point, size: Point, color: Color, opacity = 1): string {
    const fill = this.#define(
      (id) =>
        `<radialGradient id="${id}"><stop offset="0.45" stop-color="${css(color, opacity)}"/><stop offset="0.75" stop-color="${css(color, opacity / 2)}"/><stop offset="1" stop-color="${css(color, 0)}"/></radialGradient>`,
    )
    return ellipse(center, size, fill)
  }

  /** Softens shapes; `radius` in their own units. */
  blurred(radius: number, shapes: string): string {
    const filter = this.#define(
      (id) =>
        `<filter id="${id}" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${number(radius)}"/></filter>`,
    )
    return `<g filter="${filter}">${shapes}</g>`
  }

  /** Shows shapes only inside an outline. */
  inside(outline: string, shapes: string): string {
    const clip = this.#define((id) => `<clipPath id="${id}"><path d="${outline}"/></clipPath>`)
    return `<g clip-path="${clip}">${shapes}</g>`
  }

  definitions(): string {
    return `<defs>${this.#definitions.join('')}</defs>`
  }

  #define(write: (id: string) => string): string {
    const id = `d${this.#definitions.length}`
    this.#definitions.push(write(id))
    return `url(#${id})`
  }
}

/** A number as short as a drawing needs it. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100)
}

export function at(x: number, y: number): string {
  return `${number(x)} ${number(y)}`
}

export function ellipse([x, y]: Point, [rx, ry]: Point, fill: string, turn = 0): string {
  const transform = turn ? ` transform="rotate(${number(turn)} ${at(x, y)})"` : ''
  return `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(rx)}" ry="${number(ry)}" fill="${fill}"${transform}/>`
}

export function path(outline: string, fill: string): string {
  return `<path d="${outline}" fill="${fill}"/>`
}

export function line(outline: string, stroke: string, width: number): string {
  return `<path d="${outline}" fill="none" stroke="${stroke}" stroke-width="${number(width)}" stroke-linecap="round" stroke-linejoin="round"/>`
}
