import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as EngineDiagnose from '@graft-ml/engine/diagnose'

/** The engine that is looked at. */
export interface FoundEngine {
  readonly version: string
  readonly folder: string
  /** Whether it is the project's, and not the one that came with this command. */
  readonly ofProject: boolean
}

const OURS = import.meta.url

/** What a program in `folder` would import, else what came with this command: packages lie beside the one or the other. */
export async function findEngine(
  folder: string,
): Promise<FoundEngine & Pick<typeof EngineDiagnose, 'diagnose'>> {
  const [ours, theirs] = [manifestFrom(OURS)!, manifestFrom(join(folder, 'package.json'))]
  const ofProject = theirs !== undefined && theirs !== ours
  const manifest = theirs ?? ours
  const require = createRequire(manifest)
  const { diagnose } = require('@graft-ml/engine/diagnose') as typeof EngineDiagnose
  const { version } = require(manifest) as { version: string }
  return { version, folder: dirname(manifest), ofProject, diagnose }
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
