import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createEngine } from '@graft-ml/engine'
import { saveWeights } from '@graft-ml/keras'
import { inceptionV3 } from '@graft-ml/zoo'
import { makeUpWeights } from '../../../../packages/zoo/test/made-up-weights'

const fixtures = resolve(import.meta.dirname, '../fixtures')
const layerTables = resolve(import.meta.dirname, '../../../../packages/zoo/test/fixtures')
const tableNames = ['notop-75', 'notop-150', 'notop-299', 'top-299'].map(
  (name) => `inception-v3-${name}.json`,
)

/** Photos, weights and goldens that Keras computed from them; see ../../reference/README.md. */
export interface Fixture {
  readonly photos: string
  readonly weights: string
  /** The fixture's goldens with the layer tables, which lie with the zoo's tests. */
  readonly goldens: string
  /** A folder of its own to write into. */
  readonly folder: string
  /** A copy of the goldens to change. */
  copyGoldens(): Promise<GoldensCopy>
  remove(): Promise<void>
}

export async function makeFixture(): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-parity-test-'))
  const goldens = join(folder, 'goldens')
  await cp(join(fixtures, 'goldens'), goldens, { recursive: true })
  for (const name of tableNames) await cp(join(layerTables, name), join(goldens, name))
  const weights = join(folder, 'made-up.h5')
  await writeMadeUpWeights(weights)
  let copies = 0
  return {
    ...{ photos: join(fixtures, 'photos'), weights, goldens, folder },
    copyGoldens: async () => {
      const copy = join(folder, `copy-${copies++}`)
      await cp(goldens, copy, { recursive: true })
      return new GoldensCopy(copy)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function writeMadeUpWeights(path: string): Promise<void> {
  await createEngine({ engine: 'cpu' })
  const model = await inceptionV3({ includeTop: false, inputShape: [75, 75, 3], weights: null })
  makeUpWeights(model)
  await saveWeights(model, path)
  model.dispose()
}

/** Goldens that a test may spoil. */
export class GoldensCopy {
  constructor(readonly folder: string) {}

  // biome-ignore lint/suspicious/noExplicitAny: a test reaches anywhere into the index.
  async changeJson(file: string, change: (content: any) => void): Promise<void> {
    const path = join(this.folder, file)
    const content = JSON.parse(await readFile(path, 'utf8'))
    change(content)
    await writeFile(path, JSON.stringify(content))
  }

  /** Adds to one number in the middle of a file of float32. */
  async addToFloat(file: string, amount: number): Promise<void> {
    await this.changeBytes(file, (bytes) => {
      const at = 4 * Math.floor(bytes.length / 8)
      bytes.writeFloatLE(bytes.readFloatLE(at) + amount, at)
    })
  }

  /** `change` writes into the bytes that it is given, or gives others. */
  async changeBytes(file: string, change: (bytes: Buffer) => unknown): Promise<void> {
    const path = join(this.folder, file)
    const bytes = await readFile(path)
    const changed = change(bytes)
    await writeFile(path, Buffer.isBuffer(changed) ? changed : bytes)
  }

  remove(file: string): Promise<void> {
    return rm(join(this.folder, file))
  }
}
