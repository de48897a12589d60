import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import type { Engine } from '@graft-ml/engine'
import { version_core } from '@tensorflow/tfjs-core'

/** What a run's numbers depend on beside its configuration. */
export function environmentOf(engine: Engine): Record<string, unknown> {
  return {
    node: process.version,
    tfjs: version_core,
    backend: engine.backend,
    system: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model.trim(),
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 2 ** 20),
  }
}

/** Peak resident memory of this process so far, in MB. */
export function peakMemoryMB(): number {
  // maxRSS is in kilobytes on every system.
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
