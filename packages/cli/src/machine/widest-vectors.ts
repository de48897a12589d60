import { readTextIfThere } from '@graft-ml/core/files'

/** Flags of Linux and what people call them, the widest first. */
const NAMES: readonly (readonly [flag: string, name: string])[] = [
  ['avx512f', 'AVX-512'],
  ['avx2', 'AVX2'],
  ['avx', 'AVX'],
  ['sse4_2', 'SSE4.2'],
  ['sve2', 'SVE2'],
  ['sve', 'SVE'],
  ['asimd', 'NEON'],
]

/** The widest vector instructions of this processor; undefined where the system does not tell. */
export async function widestVectors(): Promise<string | undefined> {
  const description = await readTextIfThere('/proc/cpuinfo')
  return description === undefined ? undefined : widestIn(description)
}

/** @param description - Linux's, with 'flags' on x86 and 'Features' on Arm */
export function widestIn(description: string): string | undefined {
  const [, flags = ''] = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(description) ?? []
  const present = flags.split(' ')
  return NAMES.find(([flag]) => present.includes(flag))?.[1]
}
