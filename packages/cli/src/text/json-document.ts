/** What a command prints with --json. */
export function jsonDocument(content: object): string {
  return `${JSON.stringify({ format: 1, ...content }, null, 2)}\n`
}
