import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecodePool } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import type { TestProject } from 'vitest/node'
import { untrainedWeights } from '../../../cats-vs-dogs/src/sample/untrained-weights'
import { drawParts } from './photos'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A weight file of an Inception V3 that has learnt nothing, but whose features tell colours apart. */
    weights: string
  }
}

/** Once for all tests: made on drawn pictures, so that no test downloads anything. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-examples-'))
  const pool = new DecodePool()
  // A backend to go back to.
  await createEngine()
  await drawParts(folder, 5)
  const weights = join(folder, 'weights.h5')
  await writeFile(weights, await untrainedWeights({ baseFolder: folder, pool, seed: 1, size: 75, count: 15 }))
  await pool.close()
  project.provide('weights', weights)
  return () => rm(folder, { recursive: true })
}
