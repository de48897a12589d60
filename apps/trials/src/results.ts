import { readJsonIfThere, writeFileAtomically } from '@graft-ml/core/files'
import { z } from 'zod'
import type { Sample } from './run-trial'

const schema = z.array(
  z.object({
    ...{ trial: z.string(), seed: z.number() },
    ...{ accuracy: z.number(), loss: z.number(), seconds: z.number() },
  }),
)

/** Samples in a file, written after each: a command that was interrupted goes on with those that are missing. */
export class Results {
  private constructor(
    private readonly path: string,
    readonly samples: Sample[],
  ) {}

  static async open(path: string): Promise<Results> {
    return new Results(path, schema.parse((await readJsonIfThere(path)) ?? []))
  }

  has(trial: string, seed: number): boolean {
    return this.samples.some((sample) => sample.trial === trial && sample.seed === seed)
  }

  async add(sample: Sample): Promise<void> {
    this.samples.push(sample)
    await writeFileAtomically(this.path, `${JSON.stringify(this.samples, null, 2)}\n`)
  }
}
