/** The first block of commands of a README. @throws Error where it has none */
export function firstLines(readme: string): string[] {
  const [, block] = /^```sh\n(.*?)^```$/ms.exec(readme) ?? []
  if (!block) throw new Error('README.md has no block of commands (```sh).')
  return block.trim().split('\n')
}

/** Where the text says that the commands write a report. @throws Error where it does not */
export function promisedReport(readme: string): string {
  const [, path] = /`([^`\s]+\/report\.html)`/.exec(readme) ?? []
  if (!path) throw new Error('README.md does not say where the report is (`.../report.html`).')
  return path
}
