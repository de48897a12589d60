import { type Html, type HtmlValue, html } from '../html'

/** A part of the page with a heading, and a place in its table of contents. */
export interface Section {
  readonly id: string
  readonly heading: string
  readonly body: Html
}

export function section(id: string, heading: string, body: HtmlValue): Section {
  return {
    id,
    heading,
    body: html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>${body}</section>`,
  }
}
