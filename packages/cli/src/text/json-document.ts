/** What a command prints with --json, and what a run writes down. */
export function jsonDocument(content: object): string {
  return jsonText({ format: 1, ...content })
}

/** JSON as people read it. */
export function jsonText(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`
}
