import { DecodePool } from '@graft-ml/dataset'
import { createEngine, type Engine } from '@graft-ml/engine'
import type { Setting } from '../jobs/job'

/** Where the arithmetic runs and who decodes, with as many threads as the job allows. */
export async function openMachine({
  engine,
  threads,
}: Pick<Setting, 'engine' | 'threads'>): Promise<{ engine: Engine; pool: DecodePool }> {
  return {
    engine: await createEngine({ engine, threads }),
    pool: new DecodePool(threads === undefined ? {} : { workers: threads }),
  }
}
