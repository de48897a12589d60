import { printable } from '../../errors/printable'

const COMPLAINT = /^(\w*error|fatal)\b[^:]*:|\b(error|fatal error):|\bcannot |\bcould not /i
const LONGEST = 300

/** The line that says what went wrong in what a process has printed; empty where it printed nothing. */
export function findComplaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const line = printable(lines.find((line) => COMPLAINT.test(line)) ?? lines.at(-1) ?? '')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
