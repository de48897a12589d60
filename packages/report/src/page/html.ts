/** Markup that is safe to stand in a page. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand between the pieces of a template: text is escaped, nothing stands for undefined and false. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/**
 * Writes markup; what is put into it is escaped.
 *
 * @example
 * html`<p>${'1 < 2'}</p>`.text // '<p>1 &lt; 2</p>'
 */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(pieces.reduce((text, piece, index) => text + textOf(values[index - 1]) + piece))
}

/** Markup from elsewhere that is known to be safe: a plot. */
export function trusted(text: string): Html {
  return new Html(text)
}

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(textOf).join('')
  return escapeHtml(String(value))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}
