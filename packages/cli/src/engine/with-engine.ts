import { DecodePool } from '@graft-ml/dataset'
import { createEngine, type Engine, type EngineName } from '@graft-ml/engine'

/** What computes, and what reads photos for it. */
export interface Machinery {
  readonly engine: Engine
  readonly pool: DecodePool
}

/** Starts both for as long as the work takes. @throws EngineError */
export async function withEngine<Result>(
  name: EngineName | 'auto',
  work: (machinery: Machinery) => Promise<Result>,
): Promise<Result> {
  const pool = new DecodePool()
  try {
    return await work({ pool, engine: await createEngine({ engine: name }) })
  } finally {
    await pool.close()
  }
}
