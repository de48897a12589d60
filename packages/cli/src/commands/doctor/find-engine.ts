import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as EngineDiagnose from '@graft-ml/engine/diagnose'

/** The engine that is looked at. */
export interface FoundEngine {
  readonly version: string
  readonly folder: string
}

/** The engine that a program in `folder` would import; where there is none, the one that came with this command. */
export function findEngine(folder: string): FoundEngine & Pick<typeof EngineDiagnose, 'diagnose'> {
  const manifest = manifestFrom(join(folder, 'package.json')) ?? manifestFrom(import.meta.url)!
  const require = createRequire(manifest)
  const { diagnose } = require('@graft-ml/engine/diagnose') as typeof EngineDiagnose
  const { version } = require(manifest) as { version: string }
  return { version, folder: dirname(manifest), diagnose }
}

/** The engine's package.json as a file at `place` would find it, its links followed. */
function manifestFrom(place: string): string | undefined {
  try {
    return createRequire(place).resolve('@graft-ml/engine/package.json')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
