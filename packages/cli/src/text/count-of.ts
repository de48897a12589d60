/** '1 file', '3,001 files'. @param plural default: with an s */
export function countOf(many: number, what: string, plural = `${what}s`): string {
  return `${many.toLocaleString('en')} ${many === 1 ? what : plural}`
}
