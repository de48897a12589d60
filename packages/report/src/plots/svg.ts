/**
 * Inter where it is there (the PNG is drawn with it), otherwise what the reader's system has.
 */
export const fontFamily = "Inter, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

/** What a picture says to those who do not see it. */
interface Frame {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
  /** A colour. */
  readonly background: string
}

/** Makes Plot's element a file of its own: a namespace, a white page, a title and a description. */
export function finishSvg(svg: string, frame: Frame): string {
  const { width, height, title, description, background } = frame
  // Names of parts: the picture is one thing, which the title and the description are of.
  const plain = svg.replace(/<style>[\s\S]*?<\/style>/, '').replace(/ aria-label="[^"]*"/g, '')
  const attributes = [
    'xmlns="http://www.w3.org/2000/svg"',
    'role="img"',
    `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    `font-family="${fontFamily}" font-size="13" text-anchor="middle" fill="currentColor"`,
  ].join(' ')
  const head = `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc><rect width="100%" height="100%" fill="${background}"/>`
  return plain.replace(/^<svg[^>]*>/, `<svg ${attributes}>${head}`)
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
