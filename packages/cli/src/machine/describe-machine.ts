import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from 'node:os'
import { physicalCores } from '@graft-ml/core/machine'
import { memoryLimit } from './memory-limit'
import { systemName } from './system-name'
import { widestVectors } from './widest-vectors'

/** What the arithmetic runs on. Properties that the system does not tell are left out. */
export interface Machine {
  /** The processor's model. */
  readonly processor: string
  readonly cores: {
    readonly physical?: number
    readonly logical: number
    /** Of the logical ones, those that this process may use. */
    readonly usable: number
  }
  /** The widest vector instructions, on Linux: AVX-512, AVX2, AVX or SSE4.2; SVE2, SVE or NEON on Arm. */
  readonly simd?: string
  readonly memory: {
    readonly totalBytes: number
    readonly freeBytes: number
    /** What a container may use, where that is less than all. */
    readonly limitBytes?: number
  }
  readonly system: {
    readonly platform: string
    readonly architecture: string
    readonly release: string
    /** As people call it. */
    readonly name?: string
  }
  readonly node: string
}

export async function describeMachine(): Promise<Machine> {
  const [physical, simd, name] = await Promise.all([physicalCores(), widestVectors(), systemName()])
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    cores: { physical, logical: cpus().length, usable: availableParallelism() },
    simd,
    memory: { totalBytes: totalmem(), freeBytes: freemem(), limitBytes: memoryLimit() },
    system: { platform: platform(), architecture: arch(), release: release(), name },
    node: process.versions.node,
  }
}
