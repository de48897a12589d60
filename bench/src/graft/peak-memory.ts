import { readFileSync } from 'node:fs'

/** The most memory that this process has had resident, in bytes. */
export function peakMemoryBytes(): number {
  // Linux's getrusage counts what the parent held when it started this process; VmHWM does not.
  if (process.platform === 'linux') {
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    if (peak) return Number(peak[1]) * 1024
  }
  return process.resourceUsage().maxRSS * 1024
}
