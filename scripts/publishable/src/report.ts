import colors from 'picocolors'

/** What the checks of a section say. */
export interface Check {
  good(text: string): void
  /** @param remedy what to do about it */
  bad(text: string, remedy: string): void
  skipped(text: string): void
  /** Lines as they are, without a mark. */
  plain(text: string): void
}

export interface Report {
  /** Runs the checks of a section; what they throw is a failure too, and gives undefined. */
  section<Result>(title: string, checks: (check: Check) => Promise<Result>): Promise<Result | undefined>
  /** Says how it went; gives the exit code. */
  end(): number
}

export function createReport(write: (line: string) => void = console.log): Report {
  const begun = performance.now()
  let failures = 0
  const bad = (text: string, remedy: string) => {
    failures += 1
    write(`  ${colors.red('✗')} ${indented(text)}\n    ${colors.yellow('→')} ${indented(remedy)}`)
  }
  const check: Check = {
    good: (text) => write(`  ${colors.green('✓')} ${text}`),
    bad,
    skipped: (text) => write(`  ${colors.yellow('-')} ${indented(text)}`),
    plain: (text) => write(text),
  }
  return {
    async section(title, checks) {
      write(`\n${colors.bold(title)}`)
      const start = performance.now()
      try {
        return await checks(check)
      } catch (error) {
        bad(
          error instanceof Error ? error.message : String(error),
          'See what it says; --keep keeps the folder.',
        )
        return undefined
      } finally {
        write(colors.dim(`  ${seconds(start)}`))
      }
    },
    end() {
      const how = failures === 0 ? 'Ready to publish' : `Not ready to publish: ${failures} wrong`
      write(`\n${colors.bold(how)}, after ${seconds(begun)}.`)
      return failures === 0 ? 0 : 1
    },
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`
}

function indented(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n    ')
}
