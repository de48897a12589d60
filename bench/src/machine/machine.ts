import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What the numbers were measured on. */
export interface Machine {
  readonly processor: string
  /** CPUs that a process may use. */
  readonly cores: number
  readonly memoryGB: number
  /** Those that matter to arithmetic; empty where the system does not tell. */
  readonly instructionSets: readonly string[]
  readonly system: string
  /** Processes that wanted to run in the minute before; above 0.5, something else is at work. */
  readonly loadBefore: number
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Number((totalmem() / 2 ** 30).toFixed(1)),
    instructionSets: platform() === 'linux' ? vectorSets(readFileSync('/proc/cpuinfo', 'utf8')) : [],
    system: `${platform()} ${release()} ${arch()}`,
    loadBefore: Number(loadavg()[0].toFixed(2)),
  }
}

const VECTOR_SET = /^(sse4_2|avx|avx2|fma|f16c|avx512\w+|avx_\w+|amx_\w+|asimd\w*|sve\w*|bf16|i8mm)$/

/** The vector instructions in Linux's description of a processor ('flags' on x86, 'Features' on Arm). */
export function vectorSets(cpuinfo: string): string[] {
  const [, flags = ''] = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(cpuinfo) ?? []
  return flags.split(' ').filter((flag) => VECTOR_SET.test(flag))
}
