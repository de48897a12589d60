/** Without control characters: the loader of a damaged library quotes its bytes, which would garble a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd')
}
